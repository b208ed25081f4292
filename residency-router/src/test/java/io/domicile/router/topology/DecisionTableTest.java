package io.domicile.router.topology;

import static io.domicile.router.fixture.World.ACME;
import static io.domicile.router.fixture.World.EU_CENTRAL;
import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.UNROUTED;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagReading;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.router.fixture.World;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the decision table, from an arrival topic to the topics on which records depart. */
class DecisionTableTest {

    private static final String INGRESS_TELEMETRY = Topics.ingress(DataClass.TELEMETRY);
    private static final String FROM_US_EAST = Topics.mirror(US_EAST, Topics.forward(HERE));

    private final RouterDriver router = new RouterDriver();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void shouldQuarantineAnUnknownOrganization() {
        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertQuarantined(departed, "unknown-organization");
        assertThat(RouterDriver.auditOf(departed))
                .isEqualTo("block unknown-organization telemetry - - ingress.telemetry-0@0 acme 4");
    }

    @Test
    void shouldKeepNoPayloadOfAStrictOrganizationWhoseHomeTheCatalogueDoesNotName() {
        // given
        router.gate.put(policy(new RegionId("atlantis"), true));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block policy-unavailable ");
    }

    @Test
    void shouldQuarantineWhereTheEntryIsUnreadable() {
        // given
        router.gate.unreadable(ACME);

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertQuarantined(departed, "policy-unavailable");
    }

    @Test
    void shouldKeepNoPayloadWhereTheMirrorIsStale() {
        // given
        router.gate.stale(ACME);

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block policy-stale telemetry");
    }

    @Test
    void shouldQuarantineWhereTheHomeIsNoRegionOfTheCatalogue() {
        // given
        router.gate.put(policy(new RegionId("atlantis"), false));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertQuarantined(departed, "policy-unavailable");
    }

    @ParameterizedTest
    @EnumSource(DataClass.class)
    void shouldKeepNoPayloadOfAStrictOrganizationHomedElsewhere(DataClass dataClass) {
        // given
        router.gate.put(policy(US_EAST, true));

        // when
        var departed = router.pipe(dataClass);

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
        assertThat(RouterDriver.auditOf(departed))
                .isEqualTo("block strict-residency " + dataClass.id() + " - 7 ingress." + dataClass.id() + "-0@0 acme "
                        + router.valueOf(dataClass).length);
    }

    @Test
    void shouldKeepNoPayloadOfAStrictOrganizationEvenWhereItIsSuspended() {
        // given
        router.gate.put(policy(US_EAST, true, OrganizationState.SUSPENDED));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "REMOVED"})
    void shouldQuarantineTheRecordsOfAnInactiveOrganization(OrganizationState state) {
        // given
        router.gate.put(policy(HERE, false, state));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertQuarantined(departed, "suspended");
    }

    @Test
    void shouldQuarantineAnUnknownClassAtHome() {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), tag(HERE, "secrets"));

        // then
        assertQuarantined(departed, "unknown-class");
    }

    @Test
    void shouldKeepNoPayloadOfAnUnknownClassAwayFromHome() {
        // given
        router.gate.put(policy(EU_CENTRAL, false));

        // when
        var departed = router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), tag(HERE, "secrets"));

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block unknown-class - - 7 us-east.forward.eu-west-0@0");
    }

    static List<DataClass> regional() {
        return List.of(DataClass.values()).stream()
                .filter(dataClass -> !dataClass.isReplicated())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("regional")
    void shouldSendRegionalClassesHomeOnly(DataClass dataClass) {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(dataClass);

        // then
        assertThat(departed).containsOnlyKeys(Topics.home(dataClass));
        assertTagged(departed, Topics.home(dataClass), HERE, "EU", dataClass);
    }

    static List<DataClass> replicated() {
        return DataClass.replicated();
    }

    @ParameterizedTest
    @MethodSource("replicated")
    void shouldSendReplicatedClassesHomeAndToEgress(DataClass dataClass) {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(dataClass);

        // then
        assertThat(departed).containsOnlyKeys(Topics.home(dataClass), Topics.egress(dataClass), Topics.AUDIT);
        assertTagged(departed, Topics.home(dataClass), HERE, "EU", dataClass);
        assertTagged(departed, Topics.egress(dataClass), HERE, "EU", dataClass);
        assertThat(RouterDriver.auditOf(departed))
                .isEqualTo("egress - " + dataClass.id() + " - 7 ingress." + dataClass.id() + "-0@0 acme 9");
    }

    @ParameterizedTest
    @EnumSource(DataClass.class)
    void shouldSendEveryClassOfAStrictOrganizationHomeOnly(DataClass dataClass) {
        // given
        router.gate.put(policy(HERE, true));

        // when
        var departed = router.pipe(dataClass);

        // then
        assertThat(departed).containsOnlyKeys(Topics.home(dataClass));
    }

    @ParameterizedTest
    @EnumSource(DataClass.class)
    void shouldForwardRecordsHomedElsewhere(DataClass dataClass) {
        // given
        router.gate.put(policy(US_EAST, false));

        // when
        var departed = router.pipe(dataClass);

        // then
        assertThat(departed).containsOnlyKeys(Topics.forward(US_EAST), Topics.AUDIT);
        assertTagged(departed, Topics.forward(US_EAST), US_EAST, "US", dataClass);
        assertThat(RouterDriver.auditOf(departed)).startsWith("forward - " + dataClass.id() + " us-east 7 ");
    }

    @Test
    void shouldQuarantineWhereNoRouteLeadsHome() {
        // given
        router.gate.put(policy(UNROUTED, false));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, "21.5");

        // then
        assertQuarantined(departed, "no-route");
    }

    @ParameterizedTest
    @EnumSource(DataClass.class)
    void shouldTakeForwardedRecordsHomeByTheClassOfTheirTag(DataClass dataClass) {
        // given
        router.gate.put(policy(HERE, true));

        // when
        var departed =
                router.pipe(FROM_US_EAST, utf8("acme/dev-7"), router.valueOf(dataClass), tag(HERE, dataClass.id()));

        // then
        assertThat(departed).containsOnlyKeys(Topics.home(dataClass));
        assertTagged(departed, Topics.home(dataClass), HERE, "EU", dataClass);
    }

    @Test
    void shouldQuarantineAForwardedRecordHomedElsewhere() {
        // given
        router.gate.put(policy(EU_CENTRAL, false));

        // when
        var departed = router.pipe(FROM_US_EAST, utf8("acme/dev-7"), utf8("21.5"), tag(HERE, "telemetry"));

        // then
        assertQuarantined(departed, "misrouted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "acme/", "/dev-7", "ACME/dev-7", "a me/dev-7"})
    void shouldQuarantineARecordWhoseKeyNamesNoOrganization(String key) {
        // given
        router.gate.put(policy(HERE, false));

        // when
        var departed = router.pipe(INGRESS_TELEMETRY, utf8(key), utf8("21.5"), noHeaders());

        // then
        assertQuarantined(departed, "no-organization");
        assertThat(RouterDriver.auditOf(departed))
                .isEqualTo("block no-organization telemetry - - ingress.telemetry-0@0 - 4");
    }

    @Test
    void shouldQuarantineARecordWithoutAKey() {
        // when
        var departed = router.pipe(INGRESS_TELEMETRY, null, utf8("21.5"), noHeaders());

        // then
        assertQuarantined(departed, "no-organization");
        assertThat(departed.get(Topics.QUARANTINE).get(0).key()).isNull();
    }

    private static void assertQuarantined(Map<String, List<TestRecord<byte[], byte[]>>> departed, String reason) {
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(departed.get(Topics.QUARANTINE)).hasSize(1);
        TestRecord<byte[], byte[]> record = departed.get(Topics.QUARANTINE).get(0);
        assertThat(record.value()).isEqualTo(utf8("21.5"));
        assertThat(record.timestamp()).isEqualTo(RouterDriver.TIMESTAMP);
        assertThat(RecordHeaders.text(record.headers(), HeaderNames.REASON)).isEqualTo(reason);
        assertThat(RecordHeaders.readTag(record.headers())).isInstanceOf(TagReading.Absent.class);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block " + reason + ' ');
    }

    private void assertTagged(
            Map<String, List<TestRecord<byte[], byte[]>>> departed,
            String topic,
            RegionId home,
            String jurisdiction,
            DataClass dataClass) {
        assertThat(departed.get(topic)).hasSize(1);
        TestRecord<byte[], byte[]> record = departed.get(topic).get(0);
        assertThat(record.key()).isEqualTo(utf8("acme/dev-7"));
        assertThat(record.value()).isEqualTo(router.valueOf(dataClass));
        assertThat(record.timestamp()).isEqualTo(RouterDriver.TIMESTAMP);
        assertThat(RecordHeaders.readTag(record.headers()))
                .isEqualTo(new TagReading.Valid(
                        new ResidencyTag(home, new Jurisdiction(jurisdiction), ACME, dataClass.id(), 7)));
    }

    private static Headers tag(RegionId home, String dataClass) {
        Headers headers = noHeaders();
        RecordHeaders.replaceTag(headers, new ResidencyTag(home, new Jurisdiction("EU"), World.ACME, dataClass, 7));
        return headers;
    }

    private static Headers noHeaders() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }
}
