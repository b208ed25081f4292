/** The states of a lane and why it holds or halts. */
@NullMarked
package io.domicile.replicator.state;

import org.jspecify.annotations.NullMarked;
