/** The closed vocabulary of log keys. */
@NullMarked
package io.domicile.kit.log;

import org.jspecify.annotations.NullMarked;
