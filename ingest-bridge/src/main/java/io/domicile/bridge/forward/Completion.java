package io.domicile.bridge.forward;

import io.domicile.bridge.admission.Admission;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.Outcome;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from Kafka's answer: the message ends, goes to the dead letters, or is sent again. Called by the
 * producer's thread; nothing here blocks.
 */
final class Completion {

    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    private final TaskQueue queue;
    private final KafkaSink sink;
    private final RefusalNotices notices;
    private final BridgeMeters meters;
    private final InstantSource clock;

    Completion(TaskQueue queue, KafkaSink sink, RefusalNotices notices, BridgeMeters meters, InstantSource clock) {
        this.queue = queue;
        this.sink = sink;
        this.notices = notices;
        this.meters = meters;
        this.clock = clock;
    }

    void ofIngress(Task task, DataClass dataClass, SendResult result) {
        if (result instanceof SendResult.Stored) {
            InFlight message = task.message();
            if (message.settle(Ending.STORED)) {
                meters.stored(dataClass, Duration.between(message.receivedAt(), clock.instant()));
            }
        } else if (result instanceof SendResult.Rejected rejected) {
            queue.again(task.rejected(rejected.tooLarge() ? Ending.TOO_LARGE : Ending.REJECTED_BY_KAFKA));
        } else {
            askAgain(task);
        }
    }

    void ofSetAside(Task task, Ending ending, SendResult result) {
        if (result instanceof SendResult.Stored) {
            task.message().settle(ending);
        } else if (result instanceof SendResult.Rejected && !task.payloadOmitted()) {
            queue.again(task.withoutPayload());
        } else {
            askAgain(task, result, ending.outcome() == Outcome.QUARANTINED ? Topics.QUARANTINE : Topics.DEAD_LETTER);
        }
    }

    void ofRefusal(Task task, Admission.Refused refused, SendResult result) {
        if (!(result instanceof SendResult.Stored)) {
            askAgain(task, result, Topics.AUDIT);
            return;
        }
        OrganizationPolicy policy = refused.policy();
        String device = refused.device();
        if (task.message().settle(Ending.refused(refused.reason()))
                && refused.reason() == BlockReason.STRICT_RESIDENCY
                && policy != null
                && device != null) {
            notices.tell(refused.organization().value(), device, policy.home(), refused.reason());
        }
    }

    /** An exception that nobody foresaw; its message may quote data and is not logged. */
    void handlingFailed(RuntimeException unforeseen) {
        meters.handlingFailed();
        LOG.atError()
                .addKeyValue(LogKeys.ERROR, unforeseen.getClass().getName())
                .log("A message could not be handled");
    }

    /** As below; where Kafka rejected what has nowhere else to go, not at once. */
    private void askAgain(Task task, SendResult result, String topic) {
        if (result instanceof SendResult.Rejected) {
            sink.holdBack(topic);
        }
        askAgain(task);
    }

    /** It comes back in its rank; the producer that failed it writes nothing more until all have come back. */
    private void askAgain(Task task) {
        if (task.message().isSettled()) {
            task.message().forget();
        } else {
            queue.again(task);
        }
    }
}
