package io.domicile.replicator.lane;

import io.domicile.replicator.reconcile.Crossing;
import io.domicile.replicator.reconcile.Digest;
import io.domicile.residency.link.LinkTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a lane would do, by the policy and the schemas of this moment. Safe for use by several threads. */
public record JudgedCrossing(RecordJudge judge, MirrorPolicy policy, LinkTopic topic) implements Crossing {

    @Override
    public Answer ask(ConsumerRecord<byte[], byte[]> record) {
        // It has long been fetched: an organization that is unknown now stays unknown
        Verdict verdict = judge.judge(topic, record, Long.MAX_VALUE);
        if (verdict instanceof Verdict.Send send) {
            return send.value() == null ? NOT_MEANT : new Answer.Value(Digest.of(send.value()));
        }
        return verdict instanceof Verdict.Refuse ? REFUSED : NOT_MEANT;
    }

    @Override
    public boolean followsDeletion(byte[] key) {
        return policy.followsSource(key);
    }
}
