/**
 * Ends what Kafka leaves open of transactions that were given up (KAFKA-20734).
 *
 * <p>A transaction coordinator that finds no leader of a partition takes its topic for deleted: it drops the marker of a
 * transaction's end there, and calls the transaction complete. The records stay open under the producer's id, and the next
 * commit of that producer takes them in. So before a producer begins anything new, what it gave up is ended by a marker
 * that is seen to have arrived, or that was sent as often as the limits say.
 */
@NullMarked
package io.domicile.router.transaction;

import org.jspecify.annotations.NullMarked;
