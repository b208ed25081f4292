/**
 * Where a consumer group of the source goes on at the mirror: exact translation of its offsets, and keeping its offsets
 * at the target current.
 */
@NullMarked
package io.domicile.replicator.offset;

import org.jspecify.annotations.NullMarked;
