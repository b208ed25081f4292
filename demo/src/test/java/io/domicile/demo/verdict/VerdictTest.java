package io.domicile.demo.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void shouldNotHoldWithoutALine() {
        assertThat(new Verdict(List.of()).holds()).isFalse();
    }

    @Test
    void shouldHoldOnlyIfEveryLineDoes() {
        Line good = Line.exactly("good", 1, 1);
        Line bad = Line.exactly("bad", "1", "1 (+1 others)");

        assertThat(new Verdict(List.of(good)).holds()).isTrue();
        assertThat(new Verdict(List.of(good, bad)).holds()).isFalse();
        assertThat(new Verdict(List.of(good, bad)).failures()).isEqualTo(1);
    }

    @Test
    void shouldCountATagOnlyIfItStandsThereOnce() {
        // given
        ConsumerRecord<byte[], byte[]> tagged = tagged("eu-west");
        ConsumerRecord<byte[], byte[]> doubled = tagged("eu-west");
        doubled.headers().add("residency-home", "eu-west".getBytes(UTF_8));
        ConsumerRecord<byte[], byte[]> foreign = tagged("us-east");

        // when, then
        assertThat(Tags.count(List.of(tagged, doubled, foreign), "eu-west", "EU"))
                .isEqualTo(1);
    }

    private static ConsumerRecord<byte[], byte[]> tagged(String home) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("home.telemetry", 0, 0, null, new byte[0]);
        record.headers().add("residency-home", home.getBytes(UTF_8));
        record.headers().add("residency-jurisdiction", "EU".getBytes(UTF_8));
        return record;
    }
}
