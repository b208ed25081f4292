/** Rule tables as data: the slow, second reading of the design that the code is compared with. */
@NullMarked
package io.domicile.residency.oracle;

import org.jspecify.annotations.NullMarked;
