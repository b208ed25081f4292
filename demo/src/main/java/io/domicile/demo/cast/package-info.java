/** Who takes part: the organizations, and the marks by which their data is recognized wherever it turns up. */
@NullMarked
package io.domicile.demo.cast;

import org.jspecify.annotations.NullMarked;
