/** The topics by which clients of MirrorMaker 2 understand a standby: heartbeats and checkpoints. */
@NullMarked
package io.domicile.replicator.mirrormaker;

import org.jspecify.annotations.NullMarked;
