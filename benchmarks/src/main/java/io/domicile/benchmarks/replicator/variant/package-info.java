/** The programs that mirror. */
@NullMarked
package io.domicile.benchmarks.replicator.variant;

import org.jspecify.annotations.NullMarked;
