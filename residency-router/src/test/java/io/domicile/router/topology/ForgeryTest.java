package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.residency.tag.TagReading;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.router.fixture.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged tags: none of them decides anything, all are removed or rejected, and all are counted. */
class ForgeryTest {

    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);
    private static final String FROM_US_EAST = Topics.mirror(US_EAST, Topics.forward(HERE));
    private static final ResidencyTag TRUE = new ResidencyTag(HERE, new Jurisdiction("EU"), World.ACME, "telemetry", 7);

    private final RouterDriver router = new RouterDriver();

    @BeforeEach
    void home() {
        router.gate.put(policy(HERE, false));
    }

    @AfterEach
    void close() {
        router.close();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                Arguments.of("another home", tag("residency-home", "us-east")),
                Arguments.of("another jurisdiction", tag("residency-jurisdiction", "US")),
                Arguments.of("another organization", tag("residency-organization", "borealis")),
                Arguments.of("an unknown class", tag("residency-class", "secrets")),
                Arguments.of("an oversized class", tag("residency-class", "x".repeat(10_000))),
                Arguments.of("an oversized home", tag("residency-home", "x".repeat(10_000))),
                Arguments.of("a signed epoch", tag("residency-epoch", "+7")),
                Arguments.of("an epoch beyond numbers", tag("residency-epoch", "9".repeat(40))),
                Arguments.of("a doubled home", tag().add("residency-home", utf8("us-east"))),
                Arguments.of("a doubled class in another case", tag().add("RESIDENCY-CLASS", utf8("alerts"))),
                Arguments.of("names in another case", upperCase(tag())),
                Arguments.of("no epoch", tag().remove("residency-epoch")),
                Arguments.of("an empty home", tag("residency-home", "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void shouldRejectEveryForgeryOnAForwardTopic(String name, Headers forged) {
        // when
        var departed = router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), forged);

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(reserved(departed.get(Topics.QUARANTINE).get(0))).isEmpty();
        assertThat(count("domicile.router.decisions", "reason", "unknown-class"))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void shouldRemoveAndCountEveryForgeryOnAnIngressTopic(String name, Headers forged) {
        // given
        int headers = forged.toArray().length;

        // when
        var departed = router.pipe(INGRESS, utf8("acme/dev-7"), utf8("21.5"), forged);

        // then
        assertTrueTag(departed);
        assertThat(count("domicile.router.forged.headers", "topic", INGRESS)).isEqualTo(headers);
    }

    @Test
    void shouldLetAReplayedTagOfAnOldEpochDecideNothing() {
        // when
        var departed = router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), tag("residency-epoch", "3"));

        // then
        assertTrueTag(departed);
        router.gate.put(policy(US_EAST, true));
        assertThat(router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), tag("residency-epoch", "3")))
                .containsOnlyKeys(Topics.AUDIT);
    }

    @Test
    void shouldTakeARecordMovedFromAnEgressTopicForWhatItsNewTopicSays() {
        // given
        Headers fromEgress = tag("residency-class", "role-definitions");

        // when
        var departed = router.pipe(INGRESS, utf8("acme/dev-7"), utf8("21.5"), fromEgress);

        // then
        assertTrueTag(departed);
    }

    private static void assertTrueTag(Map<String, List<TestRecord<byte[], byte[]>>> departed) {
        assertThat(departed).containsOnlyKeys(Topics.home(DataClass.TELEMETRY));
        TestRecord<byte[], byte[]> home =
                departed.get(Topics.home(DataClass.TELEMETRY)).get(0);
        assertThat(RecordHeaders.readTag(home.headers())).isEqualTo(new TagReading.Valid(TRUE));
        assertThat(reserved(home)).hasSize(5);
    }

    private double count(String name, String label, String value) {
        return router.meters.get(name).tag(label, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static List<String> reserved(TestRecord<byte[], byte[]> record) {
        List<String> names = new ArrayList<>();
        for (Header header : record.headers()) {
            if (TagCodec.isReserved(header.key())) {
                names.add(header.key());
            }
        }
        return names;
    }

    /** A true tag with one header's value replaced. */
    private static Headers tag(String name, String value) {
        return tag().remove(name).add(name, utf8(value));
    }

    private static Headers tag() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        RecordHeaders.replaceTag(headers, TRUE);
        return headers;
    }

    private static Headers upperCase(Headers headers) {
        Headers other = new org.apache.kafka.common.header.internals.RecordHeaders();
        headers.forEach(header -> other.add(header.key().toUpperCase(Locale.ROOT), header.value()));
        return other;
    }
}
