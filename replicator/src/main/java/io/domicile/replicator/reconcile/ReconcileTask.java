package io.domicile.replicator.reconcile;

import io.domicile.replicator.provenance.Origin;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition to compare with its mirror.
 *
 * @param position the ledger's, read before the comparison begins
 * @param absenceTells whether a key of which the source has no record was deleted there; not so where the source also
 *     deletes by age
 * @param formerTells the same of keys that were copied from another topic of that name, before this one was created
 */
public record ReconcileTask(
        TopicPartition source,
        TopicPartition mirror,
        Origin origin,
        long position,
        boolean absenceTells,
        boolean formerTells) {}
