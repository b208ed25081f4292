package io.domicile.replicator.compare;

import io.domicile.replicator.reconcile.Crossing;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What can be said without policy and registries: a mirror has to hold no older value than the source's newest; whether a
 * value has to be there at all, and how it looks there, is not judged.
 */
enum UnjudgedCrossing implements Crossing {
    INSTANCE;

    @Override
    public Answer ask(ConsumerRecord<byte[], byte[]> record) {
        return REFUSED;
    }

    @Override
    public boolean followsDeletion(byte[] key) {
        return true;
    }
}
