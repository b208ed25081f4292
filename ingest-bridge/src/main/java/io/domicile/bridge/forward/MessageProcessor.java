package io.domicile.bridge.forward;

import io.domicile.bridge.admission.Admission;
import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.payload.EncodedPayload;
import io.domicile.bridge.payload.PayloadEncoder;
import io.domicile.bridge.payload.UndecodablePayloadException;
import io.domicile.bridge.refusal.RefusalAudit;
import io.domicile.bridge.topic.TopicTemplate;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RecordKey;
import io.domicile.residency.policy.PolicyView;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring one message to its end: topic, policy, payload, Kafka, in this order.
 *
 * <p>What cannot be done now is attempted again from the beginning, so that every record is handed to the producer under
 * the policy of the moment. What the producer has taken is not decided again, however long it takes to write it. Used by the worker's thread only; the ends come on the producer's.
 */
final class MessageProcessor {

    private static final Duration GATE_WAIT = Duration.ofMillis(500);

    private final PolicyGate gate;
    private final Admissions admissions;
    private final PayloadEncoder encoder;
    private final RefusalAudit audit;
    private final Records records;
    private final int maxPayload;
    private final KafkaSink sink;
    private final Completion completion;

    MessageProcessor(
            PolicyGate gate,
            Admissions admissions,
            PayloadEncoder encoder,
            RefusalAudit audit,
            Records records,
            int maxPayload,
            KafkaSink sink,
            Completion completion) {
        this.gate = gate;
        this.admissions = admissions;
        this.encoder = encoder;
        this.audit = audit;
        this.records = records;
        this.maxPayload = maxPayload;
        this.sink = sink;
        this.completion = completion;
    }

    /** What stands in the way; {@link Holding#NOTHING} once the message's record is with the producer. */
    Holding attempt(Task task) throws InterruptedException {
        Optional<PolicyView> view = gate.awaitView(GATE_WAIT);
        if (view.isEmpty()) {
            return Holding.GATE;
        }
        MqttMessage message = task.message().message();
        Admission admission = admissions.admit(TopicTemplate.read(message.topic()), message.properties(), view.get());
        if (admission instanceof Admission.Refused refused) {
            return refuse(task, message, refused);
        }
        if (admission instanceof Admission.Quarantined quarantined) {
            return setAside(task, Topics.QUARANTINE, quarantined.key(), quarantined.ending(), message);
        }
        if (admission instanceof Admission.DeadLettered dead) {
            return setAside(task, Topics.DEAD_LETTER, dead.key(), dead.ending(), message);
        }
        return forward(task, message, (Admission.Admitted) admission);
    }

    private Holding forward(Task task, MqttMessage message, Admission.Admitted admitted) {
        Ending rejectedAs = task.rejectedAs();
        if (rejectedAs != null) {
            return deadLetter(task, admitted.key(), rejectedAs, message);
        }
        if (message.payload().length > maxPayload) {
            return deadLetter(task, admitted.key(), Ending.TOO_LARGE, message);
        }
        EncodedPayload payload;
        try {
            payload =
                    encoder.encode(admitted.dataClass(), message.payload(), Optional.ofNullable(message.contentType()));
        } catch (UndecodablePayloadException undecodable) {
            return deadLetter(task, admitted.key(), undecodable.ending(), message);
        } catch (SchemaRegistryException noAnswer) {
            return Holding.REGISTRY;
        } catch (RuntimeException unforeseen) {
            // A payload that breaks the decoder would break it at every delivery
            completion.handlingFailed(unforeseen);
            return deadLetter(task, admitted.key(), Ending.UNPROCESSABLE, message);
        }
        InFlight entry = task.message();
        ProducerRecord<byte[], byte[]> record =
                records.ingress(admitted.key(), admitted.dataClass(), entry.receivedAt(), message, payload);
        if (Records.size(record) > TopicSizes.INGRESS) {
            return deadLetter(task, admitted.key(), Ending.TOO_LARGE, message);
        }
        return send(record, result -> completion.ofIngress(task, admitted.dataClass(), result));
    }

    private Holding deadLetter(Task task, @Nullable RecordKey key, Ending ending, MqttMessage message) {
        return setAside(task, Topics.DEAD_LETTER, key, ending, message);
    }

    private Holding setAside(Task task, String topic, @Nullable RecordKey key, Ending ending, MqttMessage message) {
        ProducerRecord<byte[], byte[]> record =
                records.setAside(topic, key, ending, task.message().receivedAt(), message, task.payloadOmitted());
        return send(record, result -> completion.ofSetAside(task, ending, result));
    }

    private Holding refuse(Task task, MqttMessage message, Admission.Refused refused) {
        ProducerRecord<byte[], byte[]> entry =
                audit.record(refused, message.payload(), task.message().receivedAt());
        return send(entry, result -> completion.ofRefusal(task, refused, result));
    }

    private Holding send(ProducerRecord<byte[], byte[]> record, Consumer<SendResult> done) {
        Consumer<SendResult> guarded = result -> {
            try {
                done.accept(result);
            } catch (RuntimeException unforeseen) {
                // The producer would log it, message and all
                completion.handlingFailed(unforeseen);
            }
        };
        return sink.send(record, guarded) ? Holding.NOTHING : Holding.KAFKA;
    }
}
