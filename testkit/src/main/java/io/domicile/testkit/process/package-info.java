/** Programs in processes of their own. */
@NullMarked
package io.domicile.testkit.process;

import org.jspecify.annotations.NullMarked;
