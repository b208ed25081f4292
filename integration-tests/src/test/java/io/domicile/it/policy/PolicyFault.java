package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.BOREALIS;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static io.domicile.it.policy.PolicyTopicFixture.eventually;

import io.domicile.kit.policy.GateStatus.Reason;
import io.domicile.kit.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.PolicyViolationException;

/** What can be wrong with a policy topic that was in order. Each leaves a region in which nothing may be decided. */
enum PolicyFault {
    DELETED(Reason.TOPIC_MISSING) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            topics.deleteTopic(Topics.POLICY);
        }
    },
    CREATED_AGAIN_EMPTY(Reason.NO_MANIFEST) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            createAgain(topics);
        }
    },
    CREATED_AGAIN_WITH_FEWER_RECORDS(Reason.MANIFEST_MISMATCH) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            List<ConsumerRecord<byte[], byte[]>> records = topics.records(Topics.POLICY);
            createAgain(topics);
            write(topics, latest(records, "acme/policy"), latest(records, "manifest"));
        }
    },
    CREATED_AGAIN_WITH_MORE_RECORDS(Reason.MANIFEST_MISMATCH) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(topics.records(Topics.POLICY));
            createAgain(topics);
            write(topics, records.toArray(ConsumerRecord[]::new));
            topics.send(Topics.POLICY, "manifest", topics.manifest(1_000, 1, new byte[32]));
            write(topics, records.toArray(ConsumerRecord[]::new));
            topics.send(Topics.POLICY, "manifest", topics.manifest(1_000, 1, new byte[32]));
        }
    },
    CREATED_AGAIN_WITH_A_LOWER_GENERATION(Reason.GENERATION_REGRESSED) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            createAgain(topics);
            topics.writer().put(draft(ACME, false));
        }
    },
    CORRUPT_MANIFEST(Reason.NO_MANIFEST) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            topics.send(Topics.POLICY, "manifest", "\0\0garbage".getBytes(StandardCharsets.UTF_8));
        }
    },
    FOREIGN_MANIFEST(Reason.MANIFEST_MISMATCH) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            topics.send(Topics.POLICY, "manifest", topics.manifest(2_000, 7, new byte[32]));
        }
    },
    RECORDS_DELETED(Reason.NO_MANIFEST) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            // Of a topic that is only compacted Kafka deletes nothing
            topics.setCleanupPolicy("compact,delete");
            // Refused until the broker's log has the setting
            eventually()
                    .ignoreExceptionsMatching(failed -> failed.getCause() instanceof PolicyViolationException)
                    .untilAsserted(() -> topics.deleteRecords(Topics.POLICY));
            topics.setCleanupPolicy("compact");
        }
    },
    NOT_COMPACTED(Reason.TOPIC_NOT_COMPACTED) {
        @Override
        void inject(PolicyTopicFixture topics) throws Exception {
            topics.setCleanupPolicy("compact,delete");
        }

        @Override
        void repair(PolicyTopicFixture topics) throws Exception {
            topics.setCleanupPolicy("compact");
        }
    },
    HEARTBEAT_STALLED(Reason.LEASE_EXPIRED) {
        @Override
        void inject(PolicyTopicFixture topics) {
            topics.heart().pause();
        }

        @Override
        void repair(PolicyTopicFixture topics) {
            topics.heart().resume();
        }
    };

    private final Reason reason;

    PolicyFault(Reason reason) {
        this.reason = reason;
    }

    /** Why gates are closed by it. */
    Reason reason() {
        return reason;
    }

    abstract void inject(PolicyTopicFixture topics) throws Exception;

    /** What an operator would do: acme's policy is there before any gate can open. */
    void repair(PolicyTopicFixture topics) throws Exception {
        if (this == DELETED) {
            topics.createTopic(Topics.POLICY, "compact");
        }
        if (topics.writer().list().policies().isEmpty()) {
            topics.writer().put(draft(ACME, false));
        }
        if (topics.writer().list().problem().isPresent()) {
            topics.writer().adopt(0);
        }
        topics.writer().put(draft(BOREALIS, true));
    }

    private static void createAgain(PolicyTopicFixture topics) throws Exception {
        topics.deleteTopic(Topics.POLICY);
        topics.createTopic(Topics.POLICY, "compact");
    }

    @SafeVarargs
    private static void write(PolicyTopicFixture topics, ConsumerRecord<byte[], byte[]>... records) throws Exception {
        for (ConsumerRecord<byte[], byte[]> copied : records) {
            topics.send(Topics.POLICY, new String(copied.key(), StandardCharsets.UTF_8), copied.value());
        }
    }

    private static ConsumerRecord<byte[], byte[]> latest(List<ConsumerRecord<byte[], byte[]>> records, String key) {
        ConsumerRecord<byte[], byte[]> latest = null;
        for (ConsumerRecord<byte[], byte[]> next : records) {
            latest = new String(next.key(), StandardCharsets.UTF_8).equals(key) ? next : latest;
        }
        if (latest == null) {
            throw new IllegalStateException("no record under the key");
        }
        return latest;
    }
}
