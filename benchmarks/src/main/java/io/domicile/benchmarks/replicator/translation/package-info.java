/** How well a consumer group finds its place on the mirror. */
@NullMarked
package io.domicile.benchmarks.replicator.translation;

import org.jspecify.annotations.NullMarked;
