package io.domicile.benchmarks.replicator.translation;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.load.SourceLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Looks where the groups of {@link BehindGroups} stand on a mirror, by the record that each would read next there. The
 * same for every program: it only looks at what was committed on the target.
 */
public final class TranslationProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String targetBrokers;
    private final TopicPartition mirror;
    private final int backlogRun;
    private final int records;

    /** @param backlogRun the number of the load that the groups are behind of */
    public TranslationProbe(String targetBrokers, String mirror, int backlogRun, int records) {
        this.targetBrokers = targetBrokers;
        this.mirror = new TopicPartition(mirror, 0);
        this.backlogRun = backlogRun;
        this.records = records;
    }

    /** Waits a minute at most until every group has a position on the mirror. */
    public List<Translation> measure(Role role) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", targetBrokers))) {
            awaitPositions(admin);
            List<Translation> translations = new ArrayList<>();
            for (int distance : BehindGroups.distances(records)) {
                Optional<Long> position = position(admin, distance);
                translations.add(new Translation(
                        role,
                        distance,
                        position.isPresent()
                                ? OptionalLong.of(records - distance - numberAt(position.get()))
                                : OptionalLong.empty()));
            }
            return translations;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the target does not tell the groups' positions", failed.getCause());
        }
    }

    private void awaitPositions(Admin admin) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollInterval(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> {
                        for (int distance : BehindGroups.distances(records)) {
                            if (position(admin, distance).isEmpty()) {
                                return false;
                            }
                        }
                        return true;
                    });
        } catch (ConditionTimeoutException without) {
            // What has none by now is reported without one
            return;
        }
    }

    private Optional<Long> position(Admin admin, int distance) throws InterruptedException, ExecutionException {
        try {
            OffsetAndMetadata committed = admin.listConsumerGroupOffsets(BehindGroups.name(distance))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(mirror);
            return Optional.ofNullable(committed).map(OffsetAndMetadata::offset);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** The number in the backlog of the first record at or behind the offset; that of the end where there is none. */
    private long numberAt(long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        targetBrokers,
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(mirror));
            consumer.seek(mirror, offset);
            long end = consumer.endOffsets(List.of(mirror)).getOrDefault(mirror, 0L);
            while (consumer.position(mirror) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<Mark> mark = Mark.find(record.value());
                    if (mark.isPresent()) {
                        return mark.get().run() == backlogRun ? SourceLoad.numberOf(mark.get()) : records;
                    }
                }
            }
            return records;
        }
    }
}
