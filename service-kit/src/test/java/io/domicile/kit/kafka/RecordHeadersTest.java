package io.domicile.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {

    private static final ResidencyTag TAG = new ResidencyTag(
            new RegionId("eu-west"), new Jurisdiction("EU"), new OrganizationId("acme"), "telemetry", 7);

    private final Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();

    @Test
    void shouldReadBackTheTagItWrote() {
        headers.add("content-type", "text/plain".getBytes(UTF_8));

        RecordHeaders.replaceTag(headers, TAG);

        assertThat(RecordHeaders.readTag(headers)).isEqualTo(new TagReading.Valid(TAG));
        assertThat(RecordHeaders.text(headers, "content-type")).isEqualTo("text/plain");
        assertThat(headers.toArray()).hasSize(6);
    }

    @Test
    void shouldReadNoTagWhereThereIsNone() {
        headers.add("content-type", "text/plain".getBytes(UTF_8));

        assertThat(RecordHeaders.readTag(headers)).isEqualTo(new TagReading.Absent());
    }

    @Test
    void shouldRemoveForgedHeadersInAnyCaseAndNumber() {
        headers.add("residency-home", "us-east".getBytes(UTF_8));
        headers.add("Residency-Home", "us-east".getBytes(UTF_8));
        headers.add("residency-home", null);
        headers.add("RESIDENCY-ANYTHING", new byte[0]);
        headers.add("x-residency-home", "kept".getBytes(UTF_8));

        int removed = RecordHeaders.stripReserved(headers);

        assertThat(removed).isEqualTo(4);
        assertThat(headers.toArray())
                .singleElement()
                .satisfies(kept -> assertThat(kept.key()).isEqualTo("x-residency-home"));
    }

    @Test
    void shouldReplaceAForgedTagByOneTag() {
        headers.add("Residency-Home", "us-east".getBytes(UTF_8));
        headers.add("residency-epoch", "99".getBytes(UTF_8));

        RecordHeaders.replaceTag(headers, TAG);

        assertThat(RecordHeaders.readTag(headers)).isEqualTo(new TagReading.Valid(TAG));
        assertThat(headers.toArray()).hasSize(5);
    }

    @Test
    void shouldTellADoubledHeaderFromATag() {
        RecordHeaders.replaceTag(headers, TAG);
        headers.add("RESIDENCY-HOME", "eu-west".getBytes(UTF_8));

        assertThat(RecordHeaders.readTag(headers)).isEqualTo(new TagReading.Doubled("residency-home"));
    }

    @Test
    void shouldTellAnIncompleteTagFromATag() {
        RecordHeaders.replaceTag(headers, TAG);
        headers.remove("residency-class");

        assertThat(RecordHeaders.readTag(headers)).isEqualTo(new TagReading.Malformed("residency-class"));
    }

    @Test
    void shouldGiveTheLastTextOfAName() {
        RecordHeaders.add(headers, "reason", "first");
        RecordHeaders.add(headers, "reason", "grün");
        headers.add("empty", null);

        assertThat(RecordHeaders.text(headers, "reason")).isEqualTo("grün");
        assertThat(RecordHeaders.text(headers, "empty")).isNull();
        assertThat(RecordHeaders.text(headers, "absent")).isNull();
    }
}
