package io.domicile.replicator.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.erasure.MirrorScan.LiveKeys;
import io.domicile.residency.OrganizationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MirrorScanTest {

    private static final TopicPartition MIRROR = new TopicPartition("eu-west.egress.role-definitions", 0);
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId DUNES = new OrganizationId("dunes");

    private final List<ConsumerRecord<byte[], byte[]>> log = List.of(
            record(0, "acme/a", "1"),
            record(1, "dunes/a", "1"),
            record(2, "acme/b", "1"),
            record(3, "acme/a", null),
            record(4, "acme/c", "1"),
            record(5, "acme/d", "1"),
            record(6, "gone", null));

    private final MirrorScan scan = new MirrorScan(this::consumer, this::consumer, Duration.ofSeconds(10));

    @Test
    void shouldFindTheKeysOfTheAskedThatHaveAValue() {
        LiveKeys found = scan.live(MIRROR, Set.of(ACME), 10);

        assertThat(texts(found)).containsExactly("acme/b", "acme/c", "acme/d");
        assertThat(found.more()).isFalse();
    }

    @Test
    void shouldSayWhereMoreIsLeftThanItMayHold() {
        LiveKeys found = scan.live(MIRROR, Set.of(ACME), 2);

        assertThat(texts(found)).containsExactly("acme/b", "acme/c");
        assertThat(found.more()).isTrue();
    }

    @Test
    void shouldFindEveryOrganizationOfWhichAValueIsStillThere() {
        assertThat(scan.values(MIRROR)).containsOnlyKeys(ACME, DUNES);
    }

    @Test
    void shouldFindWhichKeysWereWrittenFromAnOffsetOn() {
        Set<ByteBuffer> asked = Set.of(key("acme/a"), key("acme/b"), key("acme/d"));

        assertThat(scan.writtenFrom(MIRROR, 3, asked)).containsExactlyInAnyOrder(key("acme/a"), key("acme/d"));
        assertThat(scan.writtenFrom(MIRROR, 7, asked)).isEmpty();
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(LiveKeys found) {
        return found.keys().stream()
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .toList();
    }

    private Consumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        consumer.updateBeginningOffsets(Map.of(MIRROR, 0L));
        consumer.updateEndOffsets(Map.of(MIRROR, (long) log.size()));
        consumer.schedulePollTask(() -> log.forEach(consumer::addRecord));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
        return new ConsumerRecord<>(
                MIRROR.topic(),
                MIRROR.partition(),
                offset,
                key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
