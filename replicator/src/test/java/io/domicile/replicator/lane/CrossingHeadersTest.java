package io.domicile.replicator.lane;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.residency.DataClass;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.tag.TagCodec;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CrossingHeadersTest {

    private final Headers source = new RecordHeaders();

    CrossingHeadersTest() {
        TagCodec.HEADERS.forEach(this::add);
        source.add("content-type", HeaderNames.FRAMED_AVRO.getBytes(UTF_8));
        add("Operator-Name");
        add("Content-Type");
        add("residency-source");
    }

    @Test
    void shouldLeaveBehindWhatNothingDeclaresOnTheWayToAStandby() {
        // when
        CrossingHeaders crossing = CrossingHeaders.of(new LinkTopic.Egress(DataClass.USER_CREDENTIALS), source);

        // then
        assertThat(names(crossing)).containsExactlyInAnyOrderElementsOf(known());
        assertThat(crossing.dropped()).isEqualTo(2);
    }

    @Test
    void shouldLetNoOtherContentTypeCrossAndNoneTwice() {
        // given
        source.add("content-type", HeaderNames.FRAMED_AVRO.getBytes(UTF_8));
        source.add("content-type", "text/plain; note=anything".getBytes(UTF_8));
        source.add("content-type", null);

        // when
        CrossingHeaders crossing = CrossingHeaders.of(new LinkTopic.Egress(DataClass.USER_CREDENTIALS), source);

        // then
        assertThat(names(crossing)).containsExactlyInAnyOrderElementsOf(known());
        assertThat(crossing.headers().lastHeader("content-type").value())
                .isEqualTo(HeaderNames.FRAMED_AVRO.getBytes(UTF_8));
        assertThat(crossing.dropped()).isEqualTo(5);
    }

    @Test
    void shouldTreatThePolicyTopicAlike() {
        assertThat(CrossingHeaders.of(new LinkTopic.Policy(), source).dropped()).isEqualTo(2);
    }

    @Test
    void shouldKeepTheHeadersOfARecordOnItsWayHomeButNoEarlierProvenance() {
        // when
        CrossingHeaders crossing = CrossingHeaders.of(new LinkTopic.Forward(), source);

        // then
        assertThat(names(crossing)).contains("Operator-Name", "Content-Type").doesNotContain("residency-source");
        assertThat(crossing.dropped()).isZero();
    }

    private static List<String> known() {
        return List.of(
                TagCodec.HOME,
                TagCodec.JURISDICTION,
                TagCodec.ORGANIZATION,
                TagCodec.DATA_CLASS,
                TagCodec.EPOCH,
                "content-type");
    }

    private static List<String> names(CrossingHeaders crossing) {
        return StreamSupport.stream(crossing.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }

    private void add(String name) {
        source.add(name, "x".getBytes(UTF_8));
    }
}
