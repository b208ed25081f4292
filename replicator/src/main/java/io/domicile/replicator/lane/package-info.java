/** One mirrored topic-partition: judging its records and copying them in transactions of its own. */
@NullMarked
package io.domicile.replicator.lane;

import org.jspecify.annotations.NullMarked;
