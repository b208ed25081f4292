package io.domicile.replicator.reconcile;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the link would do now with what the source has and has not. */
public interface Crossing {

    /** What becomes of a source record with a value. */
    Answer ask(ConsumerRecord<byte[], byte[]> record);

    /** Whether a key that the source has deleted is to be deleted on the mirror. */
    boolean followsDeletion(byte[] key);

    /** The link's answer. */
    sealed interface Answer {

        /** It would cross, with a value of this digest. */
        record Value(Digest digest) implements Answer {}

        /** It would cross; nobody can say here with which value. */
        record AnyValue() implements Answer {}

        /** It would be refused: what an earlier record of its key left on the mirror is out of date. */
        record Refused() implements Answer {}

        /** It is not meant for this target now, or nobody can say. Nothing is wrong where it is not there. */
        record NotMeant() implements Answer {}
    }

    Answer ANY_VALUE = new Answer.AnyValue();
    Answer REFUSED = new Answer.Refused();
    Answer NOT_MEANT = new Answer.NotMeant();
}
