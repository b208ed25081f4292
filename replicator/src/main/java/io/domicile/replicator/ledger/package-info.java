/** How far each lane has come, kept as offsets of a consumer group on the target, and the rules for going on from there. */
@NullMarked
package io.domicile.replicator.ledger;

import org.jspecify.annotations.NullMarked;
