/**
 * Compares one partition of a compacted class with its mirror, key by key, to find what a link that only follows records
 * cannot see: a tombstone that the source had compacted away before it was copied.
 */
@NullMarked
package io.domicile.replicator.reconcile;

import org.jspecify.annotations.NullMarked;
