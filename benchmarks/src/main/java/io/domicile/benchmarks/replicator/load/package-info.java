/** The records that are mirrored, and how they come into the source. */
@NullMarked
package io.domicile.benchmarks.replicator.load;

import org.jspecify.annotations.NullMarked;
