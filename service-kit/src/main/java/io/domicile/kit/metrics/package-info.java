/** The closed vocabulary of meter labels. */
@NullMarked
package io.domicile.kit.metrics;

import org.jspecify.annotations.NullMarked;
