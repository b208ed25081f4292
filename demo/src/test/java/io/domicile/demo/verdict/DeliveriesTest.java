package io.domicile.demo.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final FramedWriter<Telemetry> writer = new FramedWriter<>(registry, Telemetry.getClassSchema());
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Test
    void shouldCountWhatArrivedOnceAndInOrder() {
        arrive("acme/dev-1", 0, 1, 2);
        arrive("acme/dev-2", 0, 1);

        assertThat(deliveries()).isEqualTo(new Deliveries(5, 0, 2));
        assertThat(deliveries().text()).isEqualTo("5");
    }

    @Test
    void shouldNotCountWhatArrivedTwice() {
        arrive("acme/dev-1", 0, 1, 1, 2);
        arrive("acme/dev-2", 0, 1);

        assertThat(deliveries()).isEqualTo(new Deliveries(4, 2, 1));
        assertThat(deliveries().text()).isEqualTo("4 (+2 others)");
    }

    @Test
    void shouldMissWhatWasLost() {
        arrive("acme/dev-1", 0, 2);
        arrive("acme/dev-2", 0, 1);

        assertThat(deliveries()).isEqualTo(new Deliveries(4, 0, 2));
    }

    @Test
    void shouldSeeThatTwoMessagesChangedPlaces() {
        arrive("acme/dev-1", 0, 2, 1);
        arrive("acme/dev-2", 0, 1);

        assertThat(deliveries()).isEqualTo(new Deliveries(5, 0, 1));
    }

    @Test
    void shouldCountStrangersAsOthers() {
        arrive("acme/dev-1", 0, 1, 2, 3);
        arrive("acme/dev-9", 0);
        records.add(new ConsumerRecord<>("home.telemetry", 0, 0, "acme/dev-2".getBytes(UTF_8), new byte[] {1, 2}));

        assertThat(deliveries().once()).isEqualTo(3);
        assertThat(deliveries().other()).isEqualTo(3);
    }

    private Deliveries deliveries() {
        return Deliveries.of(Map.of("acme/dev-1", 3L, "acme/dev-2", 2L), records, registry);
    }

    private void arrive(String key, long... sequence) {
        for (long number : sequence) {
            Telemetry telemetry = Telemetry.newBuilder()
                    .setDeviceTime(null)
                    .setReadings(Map.of("seq", number))
                    .build();
            records.add(new ConsumerRecord<>(
                    "home.telemetry", 0, records.size(), key.getBytes(UTF_8), writer.write(telemetry)));
        }
    }
}
