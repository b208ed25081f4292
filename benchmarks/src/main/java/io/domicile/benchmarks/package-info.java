/** Measurements of the parts that every record passes. */
@NullMarked
package io.domicile.benchmarks;

import org.jspecify.annotations.NullMarked;
