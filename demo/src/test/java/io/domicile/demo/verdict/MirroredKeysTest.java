package io.domicile.demo.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.schemas.wire.WireFormat;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MirroredKeysTest {

    private static final List<String> EXPECTED = List.of("acme/one", "acme/two");

    private final List<ConsumerRecord<byte[], byte[]>> source = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> mirror = new ArrayList<>();

    @BeforeEach
    void write() {
        source.add(value("acme/one", 4, "first"));
        source.add(value("acme/two", 4, "second"));
        mirror.add(value("acme/one", 9, "first"));
        mirror.add(value("acme/two", 9, "second"));
    }

    @Test
    void shouldAcceptTheSameBodyUnderAnotherSchemaId() {
        assertThat(found()).isEqualTo("2");
    }

    @Test
    void shouldSeeACopyThatCameTwice() {
        mirror.add(value("acme/two", 9, "second"));

        assertThat(found()).isEqualTo("1 (+2 others)");
    }

    @Test
    void shouldSeeACopyWithOtherBytes() {
        mirror.set(0, value("acme/one", 9, "forged"));

        assertThat(found()).isEqualTo("1 (+1 others)");
    }

    @Test
    void shouldSeeAKeyThatNobodyWrote() {
        mirror.add(value("borealis/one", 9, "first"));

        assertThat(found()).isEqualTo("2 (+1 others)");
    }

    @Test
    void shouldMissAKeyThatDidNotCome() {
        mirror.remove(1);

        assertThat(found()).isEqualTo("1");
    }

    @Test
    void shouldDemandOneTombstoneBehindTheValue() {
        assertThat(MirroredKeys.endsWithOneTombstone(mirror, "acme/one")).isFalse();

        mirror.add(record("acme/one", null));
        assertThat(MirroredKeys.endsWithOneTombstone(mirror, "acme/one")).isTrue();

        mirror.add(record("acme/one", null));
        assertThat(MirroredKeys.endsWithOneTombstone(mirror, "acme/one")).isFalse();
    }

    @Test
    void shouldNotTakeATombstoneAloneForADeletionThatFollowed() {
        mirror.remove(0);
        mirror.add(record("acme/one", null));

        assertThat(MirroredKeys.endsWithOneTombstone(mirror, "acme/one")).isFalse();
    }

    private String found() {
        return MirroredKeys.of(source, mirror).describe(EXPECTED);
    }

    private static ConsumerRecord<byte[], byte[]> value(String key, int schemaId, String body) {
        return record(key, WireFormat.frame(schemaId, body.getBytes(UTF_8)));
    }

    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("topic", 0, 0, key.getBytes(UTF_8), value);
    }
}
