package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.RouterDriver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a record carries when it departs: its bytes, its time, one tag, and nothing forged. */
class RecordFidelityTest {

    private static final byte[] KEY = utf8("acme/dev-7");
    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);
    private static final String HOME = Topics.home(DataClass.TELEMETRY);
    private static final String FROM_US_EAST = Topics.mirror(US_EAST, Topics.forward(HERE));

    private final RouterDriver router = new RouterDriver();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void shouldNotTouchTheBytesOfAValue() {
        // given
        router.gate.put(policy(HERE, false));
        Random random = new Random(42);

        for (int size : new int[] {0, 1, 5, 1000, 65_537}) {
            byte[] value = new byte[size];
            random.nextBytes(value);

            // when
            var departed = router.pipe(INGRESS, KEY, value, new RecordHeaders());

            // then
            assertThat(departed.get(HOME).get(0).value()).isEqualTo(value);
        }
    }

    @Test
    void shouldReplaceForgedHeadersInAnyCaseAndCountThem() {
        // given
        router.gate.put(policy(HERE, false));
        Headers forged = new RecordHeaders()
                .add("residency-home", utf8("us-east"))
                .add("residency-home", utf8("ap-southeast"))
                .add("Residency-Organization", utf8("borealis"))
                .add("RESIDENCY-SOURCE", utf8("x"))
                .add("traceparent", utf8("00-1"));

        // when
        var departed = router.pipe(INGRESS, KEY, utf8("21.5"), forged);

        // then
        assertThat(headersOf(departed.get(HOME).get(0)))
                .containsExactly(
                        "traceparent=00-1",
                        "residency-home=eu-west",
                        "residency-jurisdiction=EU",
                        "residency-organization=acme",
                        "residency-class=telemetry",
                        "residency-epoch=7");
        assertThat(router.meters
                        .get("domicile.router.forged.headers")
                        .tags("region", "eu-west", "topic", INGRESS)
                        .counter()
                        .count())
                .isEqualTo(4);
    }

    @Test
    void shouldNotCountTheTagOfAForwardedRecordAsForged() {
        // given
        router.gate.put(policy(HERE, false));
        Headers headers = tag("acme").add("residency-source", utf8("provenance"));

        // when
        var departed = router.pipe(FROM_US_EAST, KEY, utf8("21.5"), headers);

        // then
        assertThat(headersOf(departed.get(HOME).get(0))).hasSize(5).noneMatch(header -> header.contains("source"));
        assertThat(router.meters.find("domicile.router.forged.headers").counter())
                .isNull();
    }

    @Test
    void shouldNotBelieveADoubledTag() {
        assertUnreadable(tag("acme").add("Residency-Class", utf8("alerts")), "doubled");
    }

    @Test
    void shouldNotBelieveAnIncompleteTag() {
        assertUnreadable(tag("acme").remove("residency-epoch"), "malformed");
    }

    @Test
    void shouldNotTakeAForwardedRecordWithoutATag() {
        assertUnreadable(new RecordHeaders(), "absent");
    }

    @Test
    void shouldNotBelieveATagOfAnotherOrganization() {
        assertUnreadable(tag("borealis"), "other-organization");
    }

    private void assertUnreadable(Headers headers, String kind) {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(FROM_US_EAST, KEY, utf8("21.5"), headers);

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(headersOf(departed.get(Topics.QUARANTINE).get(0)))
                .contains("domicile-reason=unknown-class")
                .noneMatch(header -> header.startsWith("residency-"));
        assertThat(router.meters
                        .get("domicile.router.unreadable.tags")
                        .tag("kind", kind)
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void shouldTreatATombstoneAsARecordOfItsClass() {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(Topics.ingress(DataClass.USER_CREDENTIALS), KEY, null, new RecordHeaders());

        // then
        assertThat(departed)
                .containsOnlyKeys(
                        Topics.home(DataClass.USER_CREDENTIALS),
                        Topics.egress(DataClass.USER_CREDENTIALS),
                        Topics.AUDIT);
        TestRecord<byte[], byte[]> egress =
                departed.get(Topics.egress(DataClass.USER_CREDENTIALS)).get(0);
        assertThat(egress.value()).isNull();
        assertThat(headersOf(egress)).contains("residency-class=user-credentials");
        assertThat(RouterDriver.auditOf(departed)).endsWith("acme tombstone");
    }

    @Test
    void shouldSayInQuarantineWhereARecordCameFromAndOverrideForgedReasons() {
        // given
        Headers forged = new RecordHeaders()
                .add(HeaderNames.REASON, utf8("none"))
                .add(HeaderNames.OMITTED_BYTES, utf8("1"))
                .add("content-type", utf8("text/plain"));

        // when
        var departed = router.pipe(INGRESS, KEY, utf8("21.5"), forged);

        // then
        assertThat(headersOf(departed.get(Topics.QUARANTINE).get(0)))
                .containsExactly(
                        "content-type=text/plain",
                        "domicile-reason=unknown-organization",
                        "domicile-source-topic=ingress.telemetry",
                        "domicile-source-partition=0",
                        "domicile-source-offset=0",
                        "domicile-class=telemetry");
    }

    @Test
    void shouldQuarantineWhatItsTopicCannotTake() {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(INGRESS, KEY, new byte[TopicSizes.ROUTER_OUTPUT], new RecordHeaders());

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(departed.get(Topics.QUARANTINE).get(0).value()).hasSize(TopicSizes.ROUTER_OUTPUT);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block too-large telemetry - 7 ");
    }

    @Test
    void shouldCountHeadersTowardsTheSize() {
        // given
        router.gate.put(policy(HERE, false));
        Headers large = new RecordHeaders().add("x", new byte[TopicSizes.ROUTER_OUTPUT]);

        // when
        var departed = router.pipe(INGRESS, KEY, utf8("21.5"), large);

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
    }

    @Test
    void shouldKeepAReferenceOfWhatTheQuarantineCannotTake() {
        // when
        var departed = router.pipe(INGRESS, KEY, new byte[TopicSizes.QUARANTINE], new RecordHeaders());

        // then
        TestRecord<byte[], byte[]> reference = departed.get(Topics.QUARANTINE).get(0);
        assertThat(reference.key()).isEqualTo(KEY);
        assertThat(reference.value()).isEmpty();
        assertThat(headersOf(reference)).contains("domicile-omitted-bytes=" + TopicSizes.QUARANTINE);
    }

    @Test
    void shouldDropEvenTheKeyFromAReferenceWhereItDoesNotFit() {
        // when
        var departed = router.pipe(INGRESS, new byte[TopicSizes.QUARANTINE], utf8("21.5"), new RecordHeaders());

        // then
        TestRecord<byte[], byte[]> reference = departed.get(Topics.QUARANTINE).get(0);
        assertThat(reference.key()).isNull();
        assertThat(headersOf(reference)).contains("domicile-reason=no-organization", "domicile-omitted-bytes=4");
    }

    private static Headers tag(String organization) {
        return new RecordHeaders()
                .add("residency-home", utf8("eu-west"))
                .add("residency-jurisdiction", utf8("EU"))
                .add("residency-organization", utf8(organization))
                .add("residency-class", utf8("telemetry"))
                .add("residency-epoch", utf8("7"));
    }

    private static List<String> headersOf(TestRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }
}
