package io.domicile.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import org.apache.kafka.common.header.Header;
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
    void shouldCopyWhatIsNotReservedAndLeaveTheRecordAsItIs() {
        headers.add("Residency-Home", "us-east".getBytes(UTF_8));
        headers.add("content-type", "text/plain".getBytes(UTF_8));
        headers.add("residency-epoch", "99".getBytes(UTF_8));
        headers.add("content-type", "text/html".getBytes(UTF_8));

        RecordHeaders.Stripped stripped = RecordHeaders.withoutReserved(headers);

        assertThat(stripped.removed()).isEqualTo(2);
        assertThat(stripped.headers().toArray())
                .extracting(Header::key)
                .containsExactly("content-type", "content-type");
        assertThat(RecordHeaders.text(stripped.headers(), "content-type")).isEqualTo("text/html");
        assertThat(headers.toArray()).hasSize(4);

        // and the copy can be tagged
        RecordHeaders.addTag(stripped.headers(), TAG);
        assertThat(RecordHeaders.readTag(stripped.headers())).isEqualTo(new TagReading.Valid(TAG));
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
