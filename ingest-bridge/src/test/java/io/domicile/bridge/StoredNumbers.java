package io.domicile.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.testkit.kafka.RecordsProbe;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The numbers {@code n} that Kafka holds of one key, as {@link Device#publishNumbers} sent them. */
final class StoredNumbers {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final BridgeHarness harness;
    private final String topic;
    private final String key;

    StoredNumbers(BridgeHarness harness, String topic, String key) {
        this.harness = harness;
        this.topic = topic;
        this.key = key;
    }

    /** Waits for 0 to count - 1. Repetitions are allowed; what counts is where each number occurs first. */
    void awaitInOrder(int count) {
        List<Long> all = LongStream.range(0, count).boxed().toList();
        try (RecordsProbe probe = harness.probe(topic)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(firstOccurrences(probe)).isEqualTo(all));
        }
    }

    private List<Long> firstOccurrences(RecordsProbe probe) {
        Schema schema = topic.equals(BridgeHarness.TELEMETRY) ? Telemetry.getClassSchema() : Alert.getClassSchema();
        FramedReader<GenericRecord> reader = FramedReader.generic(harness.registry, schema);
        return probe.readAll().stream()
                .filter(record -> new String(record.key(), UTF_8).equals(key))
                .map(record -> number(reader.read(record.value())))
                .distinct()
                .toList();
    }

    private static Long number(GenericRecord message) {
        return (Long) ((java.util.Map<?, ?>) message.get("readings")).get("n");
    }
}
