package io.domicile.bridge.forward;

import io.domicile.bridge.admission.Admission;
import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.admission.IdentityProperty;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.payload.EncodedPayload;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.payload.UndecodablePayloadException;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.topic.TopicTemplate;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RecordKey;
import io.domicile.residency.policy.PolicyView;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides what record a message becomes: topic, policy, payload, in this order. It writes nothing and remembers nothing;
 * may block on the schema registry.
 */
public final class Dispositions {

    private final Admissions admissions;
    private final PayloadEncoder encoder;
    private final RefusalAudit audit;
    private final Records records;
    private final int maxPayload;
    private final Consumer<RuntimeException> unforeseen;

    Dispositions(
            Admissions admissions,
            Encoders encoders,
            Records records,
            int maxPayload,
            Consumer<RuntimeException> unforeseen) {
        this.admissions = admissions;
        this.encoder = encoders.payloads();
        this.audit = encoders.audit();
        this.records = records;
        this.maxPayload = maxPayload;
        this.unforeseen = unforeseen;
    }

    /**
     * @param undeclared how a payload without a content type is described
     * @param maxPayload the largest payload that is not set aside, in bytes
     * @param unforeseen told of a payload that broke its decoder; the message of the exception may quote data
     */
    public static Dispositions create(
            Admissions admissions,
            Encoders encoders,
            PayloadKind undeclared,
            int maxPayload,
            BridgeMeters meters,
            Consumer<RuntimeException> unforeseen) {
        Records records = new Records(undeclared, new PropertyHeaders(meters, admissions.identity()));
        return new Dispositions(admissions, encoders, records, maxPayload, unforeseen);
    }

    /** The user property that identities are read from; empty where the broker hands over none. */
    public Optional<String> identityProperty() {
        return admissions.identity().map(IdentityProperty::name);
    }

    /**
     * Decides under the policy of this view.
     *
     * @throws SchemaRegistryException if the registry cannot be asked for a schema; the message may be perfectly good
     */
    public Disposition decide(Reception reception, PolicyView view) {
        MqttMessage message = reception.message();
        Admission admission = admissions.admit(
                TopicTemplate.read(message.topic()), message.properties(), reception.identityKnown(), view);
        if (admission instanceof Admission.Refused refused) {
            return new Disposition.Refused(refused, audit.record(refused, message.payload(), reception.receivedAt()));
        }
        if (admission instanceof Admission.Quarantined quarantined) {
            return setAside(reception, Topics.QUARANTINE, quarantined.key(), quarantined.ending());
        }
        if (admission instanceof Admission.DeadLettered dead) {
            return deadLetter(reception, dead.key(), dead.ending());
        }
        return forward(reception, (Admission.Admitted) admission);
    }

    private Disposition forward(Reception reception, Admission.Admitted admitted) {
        Ending rejectedAs = reception.rejectedAs();
        if (rejectedAs != null) {
            return deadLetter(reception, admitted.key(), rejectedAs);
        }
        MqttMessage message = reception.message();
        if (message.payload().length > maxPayload) {
            return deadLetter(reception, admitted.key(), Ending.TOO_LARGE);
        }
        EncodedPayload payload;
        try {
            payload = encoder.encode(admitted.dataClass(), message.payload(), contentType(reception));
        } catch (UndecodablePayloadException undecodable) {
            return deadLetter(reception, admitted.key(), undecodable.ending());
        } catch (SchemaRegistryException noAnswer) {
            throw noAnswer;
        } catch (RuntimeException breaking) {
            // A payload that breaks the decoder would break it at every delivery
            unforeseen.accept(breaking);
            return deadLetter(reception, admitted.key(), Ending.UNPROCESSABLE);
        }
        ProducerRecord<byte[], byte[]> record =
                records.ingress(admitted.key(), admitted.dataClass(), reception.receivedAt(), message, payload);
        return Records.size(record) > TopicSizes.INGRESS
                ? deadLetter(reception, admitted.key(), Ending.TOO_LARGE)
                : new Disposition.Ingress(admitted.dataClass(), record);
    }

    private static Optional<String> contentType(Reception reception) {
        PayloadKind readAs = reception.readAs();
        return readAs == null
                ? Optional.ofNullable(reception.message().contentType())
                : Optional.of(readAs.mediaType());
    }

    private Disposition deadLetter(Reception reception, @Nullable RecordKey key, Ending ending) {
        return setAside(reception, Topics.DEAD_LETTER, key, ending);
    }

    private Disposition setAside(Reception reception, String topic, @Nullable RecordKey key, Ending ending) {
        return new Disposition.SetAside(ending, records.setAside(topic, key, ending, reception));
    }
}
