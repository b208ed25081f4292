/** The topics a link mirrors: their facts at the source, their mirrors on the target. */
@NullMarked
package io.domicile.replicator.topic;

import org.jspecify.annotations.NullMarked;
