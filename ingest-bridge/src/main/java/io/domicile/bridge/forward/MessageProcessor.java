package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.InFlight;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.policy.PolicyView;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One attempt to bring one message to its end: policy, decision, Kafka, in this order.
 *
 * <p>What cannot be done now is attempted again from the beginning, so that every record is handed to the producer under
 * the policy of the moment. What the producer has taken is not decided again, however long it takes to write it. Used by
 * the worker's thread only; the ends come on the producer's.
 */
final class MessageProcessor {

    private static final Duration GATE_WAIT = Duration.ofMillis(500);

    private final PolicyGate gate;
    private final Dispositions dispositions;
    private final KafkaSink sink;
    private final Completion completion;

    MessageProcessor(PolicyGate gate, Dispositions dispositions, KafkaSink sink, Completion completion) {
        this.gate = gate;
        this.dispositions = dispositions;
        this.sink = sink;
        this.completion = completion;
    }

    /** What stands in the way; {@link Holding#NOTHING} once the message's record is with the producer. */
    Holding attempt(Task task) throws InterruptedException {
        Optional<PolicyView> view = gate.awaitView(GATE_WAIT);
        if (view.isEmpty()) {
            return Holding.GATE;
        }
        Disposition disposition;
        try {
            disposition = dispositions.decide(reception(task), view.get());
        } catch (SchemaRegistryException noAnswer) {
            return Holding.REGISTRY;
        }
        return send(disposition.record(), result -> complete(task, disposition, result));
    }

    private static Reception reception(Task task) {
        InFlight message = task.message();
        return new Reception(
                message.message(), message.receivedAt(), null, task.rejectedAs(), task.payloadOmitted(), true);
    }

    private void complete(Task task, Disposition disposition, SendResult result) {
        if (disposition instanceof Disposition.Ingress ingress) {
            completion.ofIngress(task, ingress.dataClass(), result);
        } else if (disposition instanceof Disposition.SetAside setAside) {
            completion.ofSetAside(task, setAside.ending(), result);
        } else {
            completion.ofRefusal(task, ((Disposition.Refused) disposition).refusal(), result);
        }
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
