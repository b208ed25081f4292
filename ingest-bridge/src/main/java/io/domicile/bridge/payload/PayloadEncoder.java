package io.domicile.bridge.payload;

import com.github.benmanes.caffeine.cache.Ticker;
import io.domicile.bridge.ledger.Ending;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.residency.DataClass;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.serde.FramedWriter;
import java.util.Optional;

/**
 * Turns what a device sent into what Kafka keeps. Classes over MQTT are telemetry and alerts; no other has an encoding.
 *
 * <p>Safe for use by several threads. Only framed Avro may ask the registry, and block for that.
 */
public final class PayloadEncoder {

    private final PayloadKind undeclared;
    private final JsonReadings json = new JsonReadings();
    private final FramedWriter<Telemetry> telemetry;
    private final FramedWriter<Alert> alerts;
    private final FrameCheck telemetryFrames;
    private final FrameCheck alertFrames;

    /**
     * Registers the schemas of both classes, which may block.
     *
     * @param undeclared how a payload without a content type is read
     * @throws io.domicile.schemas.registry.SchemaRegistryException as {@link SchemaRegistry#register} does
     */
    public PayloadEncoder(SchemaRegistry registry, PayloadKind undeclared) {
        RefusedIds refusedIds = new RefusedIds(Ticker.systemTicker());
        this.undeclared = undeclared;
        this.telemetry = new FramedWriter<>(registry, Telemetry.getClassSchema());
        this.alerts = new FramedWriter<>(registry, Alert.getClassSchema());
        this.telemetryFrames = new FrameCheck(registry, Telemetry.getClassSchema(), refusedIds);
        this.alertFrames = new FrameCheck(registry, Alert.getClassSchema(), refusedIds);
    }

    /**
     * @throws UndecodablePayloadException if the payload is not what its kind and class require
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry cannot be asked for a schema; the
     *     payload may be perfectly good
     */
    public EncodedPayload encode(DataClass dataClass, byte[] payload, Optional<String> contentType)
            throws UndecodablePayloadException {
        return switch (PayloadKind.of(contentType.orElse(null), undeclared)) {
            case JSON -> new EncodedPayload(fromJson(dataClass, payload), HeaderNames.FRAMED_AVRO);
            case FRAMED_AVRO -> new EncodedPayload(checked(dataClass, payload), HeaderNames.FRAMED_AVRO);
            case OPAQUE -> new EncodedPayload(payload, HeaderNames.OPAQUE);
        };
    }

    private byte[] fromJson(DataClass dataClass, byte[] payload) throws UndecodablePayloadException {
        Readings readings = json.read(payload);
        return isTelemetry(dataClass)
                ? telemetry.write(new Telemetry(readings.deviceTime(), readings.values()))
                : alerts.write(new Alert(readings.deviceTime(), readings.values()));
    }

    private byte[] checked(DataClass dataClass, byte[] payload) throws UndecodablePayloadException {
        (isTelemetry(dataClass) ? telemetryFrames : alertFrames).check(payload);
        return payload;
    }

    private static boolean isTelemetry(DataClass dataClass) throws UndecodablePayloadException {
        return switch (dataClass) {
            case TELEMETRY -> true;
            case ALERTS -> false;
            case DASHBOARDS,
                    USER_DATA,
                    ML_MODELS,
                    AUDIT_LOGS,
                    OTA_PACKAGES,
                    ORGANIZATION_SETTINGS,
                    USER_CREDENTIALS,
                    ROLE_DEFINITIONS,
                    API_KEY_METADATA -> throw new UndecodablePayloadException(Ending.CLASS_NOT_OVER_MQTT);
        };
    }
}
