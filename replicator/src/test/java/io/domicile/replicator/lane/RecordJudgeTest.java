package io.domicile.replicator.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.policy.GateStatus;
import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import io.domicile.testkit.fake.FakePolicyGate;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordJudgeTest {

    private static final RegionId WEST = new RegionId("eu-west");
    private static final RegionId CENTRAL = new RegionId("eu-central");
    private static final LinkTopic FORWARD = new LinkTopic.Forward();
    private static final int MAX_BYTES = 2048;
    private static final Duration CATCH_UP = Duration.ofSeconds(10);

    private final FakePolicyGate gate = new FakePolicyGate();
    private final InMemorySchemaRegistry source = new InMemorySchemaRegistry(1);
    private final InMemorySchemaRegistry target = new InMemorySchemaRegistry(500);
    private final RecordJudge judge = new RecordJudge(
            new LinkGuard(WEST, CENTRAL), gate, new ValueTranslator(source, target), MAX_BYTES, CATCH_UP);

    @BeforeEach
    void homeOrganizationInTheTarget() {
        gate.put(new OrganizationPolicy(
                new OrganizationId("cygnus"), CENTRAL, List.of(), false, false, OrganizationState.ACTIVE, 1));
    }

    @Test
    void shouldSendOpaqueBytesOnTheirWayHomeAsTheyAre() {
        // given
        byte[] value = {0, 1, 2, 3, 4, 5};

        // when
        Verdict verdict = judge.judge(FORWARD, record("cygnus", value, HeaderNames.OPAQUE), 0);

        // then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Send.class, send -> assertThat(send.value()).isEqualTo(value));
    }

    @Test
    void shouldTranslateTheSchemaIdOfFramedTelemetryOnItsWayHome() {
        // given
        byte[] value = new FramedWriter<Telemetry>(source, Telemetry.getClassSchema())
                .write(Telemetry.newBuilder().setReadings(Map.of("speed", 4L)).build());

        // when
        Verdict verdict = judge.judge(FORWARD, record("cygnus", value, HeaderNames.FRAMED_AVRO), 0);

        // then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Send.class,
                        send -> assertThat(WireFormat.schemaId(send.value())).isEqualTo(500));
    }

    @Test
    void shouldRefuseWhatTheMirrorHasNoRoomFor() {
        // when
        Verdict verdict = judge.judge(FORWARD, record("cygnus", new byte[MAX_BYTES - 100], HeaderNames.OPAQUE), 0);

        // then
        assertThat(verdict).isEqualTo(new Verdict.Refuse(RefuseReason.TOO_LARGE));
    }

    @Test
    void shouldHoldWhileTheGateIsClosed() {
        // given
        gate.close(GateStatus.Reason.LOADING);

        // then
        assertThat(judge.judge(FORWARD, record("cygnus", null, HeaderNames.OPAQUE), 0))
                .isEqualTo(new Verdict.Hold(HoldReason.GATE_CLOSED));
    }

    @Test
    void shouldHoldAnUnknownOrganizationUntilTheLinksOwnPolicyHadItsTime() {
        // given
        ConsumerRecord<byte[], byte[]> stranger = record("stranger", null, HeaderNames.OPAQUE);

        // then
        assertThat(judge.judge(FORWARD, stranger, CATCH_UP.toNanos() - 1))
                .isEqualTo(new Verdict.Hold(HoldReason.POLICY_CATCH_UP));
        assertThat(judge.judge(FORWARD, stranger, CATCH_UP.toNanos()))
                .isEqualTo(new Verdict.Refuse(RefuseReason.UNKNOWN_ORGANIZATION));
    }

    @Test
    void shouldRefuseAPolicyTopicsValueThatIsNeitherEntryNorManifest() {
        // given
        byte[] value = new FramedWriter<Telemetry>(source, Telemetry.getClassSchema())
                .write(Telemetry.newBuilder().setReadings(Map.of()).build());

        // then
        assertThat(judge.judge(new LinkTopic.Policy(), record("cygnus", value, HeaderNames.OPAQUE), 0))
                .isEqualTo(new Verdict.Refuse(RefuseReason.UNDECLARED_SCHEMA));
    }

    private static ConsumerRecord<byte[], byte[]> record(String organization, byte[] value, String contentType) {
        RecordHeaders headers = new RecordHeaders();
        TagCodec.encode(new ResidencyTag(
                        CENTRAL, new Jurisdiction("EU"), new OrganizationId(organization), DataClass.TELEMETRY.id(), 1))
                .forEach(headers::add);
        headers.add(HeaderNames.CONTENT_TYPE, contentType.getBytes(StandardCharsets.UTF_8));
        byte[] key = (organization + "/dev-1").getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                "forward.eu-central",
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }
}
