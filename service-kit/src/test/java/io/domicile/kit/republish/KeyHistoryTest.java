package io.domicile.kit.republish;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHistoryTest {

    private final KeyHistory key = new KeyHistory("now");

    @Test
    void shouldSettleOnceItsCopyIsTheLastAndDecidedByThePolicy() {
        key.observe(record(3, "v", 5, null));
        assertThat(key.isCurrent()).isTrue();
        assertThat(key.isSettled(5)).as("nothing was sent yet").isFalse();

        key.sent();
        assertThat(key.isUnderWay()).isTrue();
        key.observe(record(9, "v", 6, "now:3"));

        assertThat(key.isUnderWay()).isFalse();
        assertThat(key.isSettled(6)).isTrue();
        assertThat(key.isSettled(7)).isFalse();
    }

    @Test
    void shouldNotSettleWhileANewerValueIsBehindItsCopy() {
        key.observe(record(3, "v", 5, null));
        key.sent();
        key.observe(record(7, "newer", 5, null));
        key.observe(record(9, "v", 5, "now:3"));

        assertThat(key.isSettled(5)).isFalse();
        assertThat(key.newestOrigin()).isEqualTo(7);
        assertThat(key.newest().offset()).isEqualTo(7);

        key.sent();
        key.observe(record(11, "newer", 5, "now:7"));
        assertThat(key.isSettled(5)).isTrue();
    }

    @Test
    void shouldNotSendADeletedKeyUnlessACopyCameOutBehindTheDeletion() {
        key.observe(record(3, "v", 5, null));
        key.observe(record(4, null, 5, null));
        assertThat(key.isCurrent()).isFalse();

        key.observe(record(9, "v", 5, "earlier:3"));
        assertThat(key.isCurrent()).isTrue();
        assertThat(key.newest().value()).isNull();
    }

    @Test
    void shouldTakeACopyOfAnEarlierRunForItsOriginalAfterCompaction() {
        key.observe(record(9, "v", 5, "earlier:3"));

        assertThat(key.newestOrigin()).isEqualTo(3);
        assertThat(key.isUnderWay()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"now:9", "now:12", "now", ":3", "now:-3", "now:3:4", ""})
    void shouldTakeWhatCannotBeACopyForAnOriginal(String header) {
        key.observe(record(9, "v", 5, header));

        assertThat(key.newestOrigin()).isEqualTo(9);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            long offset, @Nullable String value, long epoch, @Nullable String copyOf) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "home.role-definitions",
                0,
                offset,
                "acme/a".getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        RecordHeaders.replaceTag(
                record.headers(),
                new ResidencyTag(
                        new RegionId("eu-west"),
                        new Jurisdiction("EU"),
                        new OrganizationId("acme"),
                        "role-definitions",
                        epoch));
        if (copyOf != null) {
            RecordHeaders.add(record.headers(), HeaderNames.REPUBLISHED, copyOf);
        }
        return record;
    }
}
