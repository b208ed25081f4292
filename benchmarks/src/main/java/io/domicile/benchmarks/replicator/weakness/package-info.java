/** What MirrorMaker 2 does where a link of ours halts: for the record. Ours is tested, not shown here. */
@NullMarked
package io.domicile.benchmarks.replicator.weakness;

import org.jspecify.annotations.NullMarked;
