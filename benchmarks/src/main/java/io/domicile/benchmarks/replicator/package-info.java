/** {@code domicile bench replicator}: a link beside plain copying and beside MirrorMaker 2, on the same two brokers. */
@NullMarked
package io.domicile.benchmarks.replicator;

import org.jspecify.annotations.NullMarked;
