package io.domicile.cli.verify.mirror;

import io.domicile.cli.connection.KafkaConnection;
import io.domicile.cli.verify.mirror.MirrorFinding.Problem;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicState;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Compares the egress mirrors of one link with their sources. For one thread; run it once. */
public final class MirrorCheck {

    private final RegionId source;
    private final KafkaConnection sourceKafka;
    private final KafkaConnection targetKafka;
    private final List<MirrorReport.TopicResult> topics = new ArrayList<>();
    private final List<MirrorFinding> findings = new ArrayList<>();
    private long problems;

    public MirrorCheck(RegionId source, KafkaConnection sourceKafka, KafkaConnection targetKafka) {
        this.source = source;
        this.sourceKafka = sourceKafka;
        this.targetKafka = targetKafka;
    }

    /**
     * Reads every mirror to the end it has now, then its source.
     *
     * @throws KafkaException if brokers do not answer within {@link KafkaConnection#PATIENCE}
     */
    public MirrorReport run() throws InterruptedException {
        try (Admin sourceAdmin = sourceKafka.admin();
                Admin targetAdmin = targetKafka.admin();
                Consumer<byte[], byte[]> sourceConsumer = sourceKafka.consumer();
                Consumer<byte[], byte[]> targetConsumer = targetKafka.consumer()) {
            String clusterId = clusterId(sourceAdmin);
            for (DataClass dataClass : DataClass.replicated()) {
                String topic = Topics.egress(dataClass);
                String mirror = Topics.mirror(source, topic);
                TopicState at = new TopicAdministration(sourceAdmin)
                        .describe(List.of(topic))
                        .get(topic);
                TopicState here = new TopicAdministration(targetAdmin)
                        .describe(List.of(mirror))
                        .get(mirror);
                if (at == null || here == null || at.partitions() != here.partitions()) {
                    topicProblem(mirror, at == null, here == null);
                    continue;
                }
                Tally tally = new Tally(mirror);
                for (int partition = 0; partition < here.partitions(); partition++) {
                    List<ConsumerRecord<byte[], byte[]>> copies = new ArrayList<>();
                    PartitionReader.read(targetConsumer, new TopicPartition(mirror, partition), copies::add);
                    SourceIndex index = index(sourceConsumer, new TopicPartition(topic, partition));
                    judge(copies, rules(dataClass, clusterId, at.topicId(), index, copies), tally);
                }
                topics.add(tally.result());
            }
        }
        return new MirrorReport(topics, findings, problems);
    }

    private static SourceIndex index(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        SourceIndex index = new SourceIndex();
        index.end(PartitionReader.read(consumer, partition, index::add));
        return index;
    }

    private MirrorRules rules(
            DataClass dataClass,
            String clusterId,
            Uuid topicId,
            SourceIndex index,
            List<ConsumerRecord<byte[], byte[]>> copies) {
        Map<ByteBuffer, Long> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> copy : copies) {
            if (copy.key() != null) {
                newest.put(ByteBuffer.wrap(copy.key()), copy.offset());
            }
        }
        return new MirrorRules(source, dataClass, clusterId, topicId, index, newest);
    }

    private void judge(List<ConsumerRecord<byte[], byte[]>> copies, MirrorRules rules, Tally tally) {
        for (ConsumerRecord<byte[], byte[]> copy : copies) {
            MirrorRules.Verdict verdict = rules.judge(copy);
            tally.records++;
            if (verdict instanceof MirrorRules.Verdict.Wrong wrong) {
                tally.problems++;
                add(new MirrorFinding(copy.topic(), copy.partition(), copy.offset(), wrong.problem()));
            } else if (verdict instanceof MirrorRules.Verdict.Compacted) {
                tally.compacted++;
            } else {
                tally.agreed++;
            }
        }
    }

    private void topicProblem(String mirror, boolean isSourceMissing, boolean isMirrorMissing) {
        topics.add(new MirrorReport.TopicResult(mirror, 0, 0, 0, 1));
        add(new MirrorFinding(
                mirror,
                -1,
                -1,
                isSourceMissing
                        ? Problem.SOURCE_MISSING
                        : isMirrorMissing ? Problem.MIRROR_MISSING : Problem.PARTITIONS_DIFFER));
    }

    private void add(MirrorFinding finding) {
        problems++;
        if (findings.size() < MirrorReport.MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    private static String clusterId(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().clusterId().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the source cluster does not tell its id", failed.getCause());
        }
    }

    /** Counts of one topic. */
    private static final class Tally {

        private final String mirror;
        private long records;
        private long agreed;
        private long compacted;
        private long problems;

        private Tally(String mirror) {
            this.mirror = mirror;
        }

        private MirrorReport.TopicResult result() {
            return new MirrorReport.TopicResult(mirror, records, agreed, compacted, problems);
        }
    }
}
