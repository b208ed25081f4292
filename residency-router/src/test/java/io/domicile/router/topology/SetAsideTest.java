package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.US_EAST;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fault.FailingProductionHandler;
import io.domicile.router.fixture.RouterDriver;
import io.domicile.router.route.Origin;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that cannot be routed whatever policy says: kept aside as far as policy lets them stay, and audited. */
class SetAsideTest {

    private static final String INGRESS = Topics.ingress(DataClass.TELEMETRY);

    private final RouterDriver router = new RouterDriver();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void shouldSetAsideWhatFailsInAnUnforeseenWay() {
        // given
        router.gate.put(policy(HERE, false));
        router.defect = new IllegalStateException("quotes the payload");

        // when
        var departed = router.pipe(INGRESS, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        assertThat(departed.get(Topics.QUARANTINE).get(0).value()).isEqualTo(utf8("21.5"));
        assertThat(RouterDriver.auditOf(departed)).startsWith("block processing-failed telemetry ");
        router.defect = null;
        assertThat(router.pipe(INGRESS, "21.5")).containsOnlyKeys(Topics.home(DataClass.TELEMETRY));
    }

    @Test
    void shouldKeepNoPayloadOfAStrictOrganizationHomedElsewhereHoweverItFails() {
        // given
        router.gate.put(policy(US_EAST, true));
        refuse(0);

        // when
        var departed = router.pipe(INGRESS, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.AUDIT);
        assertThat(RouterDriver.auditOf(departed)).startsWith("block refused-by-topic telemetry ");
    }

    @Test
    void shouldQuarantineWhatItsTopicRefusedAtThePresentTime() {
        // given
        router.gate.put(policy(HERE, false));
        refuse(0);

        // when
        var departed = router.pipe(INGRESS, "21.5");

        // then
        assertThat(departed).containsOnlyKeys(Topics.QUARANTINE, Topics.AUDIT);
        var held = departed.get(Topics.QUARANTINE).get(0);
        assertThat(RecordHeaders.text(held.headers(), HeaderNames.REASON)).isEqualTo("refused-by-topic");
        assertThat(held.timestamp()).isEqualTo(router.clock.millis());
        assertThat(router.pipe(INGRESS, "21.5")).containsOnlyKeys(Topics.home(DataClass.TELEMETRY));
    }

    @Test
    void shouldKeepAReferenceOfWhatTheQuarantineRefusesToo() {
        // given
        router.gate.put(policy(HERE, false));
        refuse(0);
        refuse(0);

        // when / then
        assertThat(router.pipe(INGRESS, "21.5")).containsOnlyKeys(Topics.AUDIT);
    }

    @Test
    void shouldPassOverABatchMateSoThatTheRefusedRecordIsHeardOf() {
        // given
        FailingProductionHandler handler = handler();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("home.telemetry", new byte[0]);

        // then
        assertThat(handler.handleError(null, record, new KafkaException("part of a batch"))
                        .result())
                .isEqualTo(Result.RESUME);
        assertThat(handler.handleError(null, record, new InvalidRecordException("one of many"))
                        .result())
                .isEqualTo(Result.FAIL);
    }

    private void refuse(long offset) {
        Headers headers =
                new org.apache.kafka.common.header.internals.RecordHeaders().add("residency-epoch", utf8("7"));
        OriginHeader.mark(headers, new Origin(INGRESS, 0, offset));
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(Topics.home(DataClass.TELEMETRY), 0, new byte[0], new byte[0], headers);
        assertThat(handler()
                        .handleError(null, sent, new RecordTooLargeException())
                        .result())
                .isEqualTo(Result.FAIL);
    }

    private FailingProductionHandler handler() {
        FailingProductionHandler handler = new FailingProductionHandler();
        handler.configure(Map.of(FailingProductionHandler.REFUSALS, router.refusals));
        return handler;
    }
}
