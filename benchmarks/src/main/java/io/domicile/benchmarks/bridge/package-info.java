/** The ingest bridge beside its limit and a peer: the run, its rounds and its phases. */
@NullMarked
package io.domicile.benchmarks.bridge;

import org.jspecify.annotations.NullMarked;
