package io.domicile.bridge.replay;

import io.domicile.bridge.forward.Disposition;
import io.domicile.bridge.forward.Dispositions;
import io.domicile.bridge.ledger.Outcome;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.quarantine.QuarantinedRecord;
import io.domicile.kit.quarantine.Release;
import io.domicile.kit.quarantine.ReleaseRule;
import io.domicile.kit.quarantine.ReleaseState;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Handles the messages that the bridge has put into quarantine again: admitted under the policy of the moment, against the
 * identity that the MQTT broker vouched for, and mapped as the bridge would. A message that would be quarantined again
 * stays where it is.
 */
public final class MessageRelease implements ReleaseRule {

    private final PolicyGate gate;
    private final Dispositions dispositions;

    private MessageRelease(PolicyGate gate, Dispositions dispositions) {
        this.gate = gate;
        this.dispositions = dispositions;
    }

    /**
     * Once the gate is open.
     *
     * @param patience how long a closed gate is waited for
     * @throws PolicyGateClosedException if it does not open in time
     */
    public static MessageRelease once(PolicyGate gate, Dispositions dispositions, Duration patience)
            throws InterruptedException {
        if (gate.awaitView(patience).isEmpty()) {
            throw new PolicyGateClosedException(gate.status());
        }
        return new MessageRelease(gate, dispositions);
    }

    /**
     * @throws PolicyGateClosedException if the gate has closed
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry fails
     */
    @Override
    public Release decide(ConsumerRecord<byte[], byte @Nullable []> record, QuarantinedRecord about) {
        return RecordedMessage.read(record, about.time(), dispositions.identityProperty())
                .map(reception -> release(dispositions.decide(reception, view())))
                .orElseGet(() -> new Release.Held(ReleaseState.UNREADABLE, ""));
    }

    private static Release release(Disposition disposition) {
        if (disposition instanceof Disposition.Ingress) {
            return new Release.Written(
                    ReleaseState.RELEASED, disposition.record().topic(), disposition.record());
        }
        if (disposition instanceof Disposition.Refused refused) {
            return new Release.Written(
                    ReleaseState.REFUSED, refused.refusal().reason().code(), disposition.record());
        }
        Disposition.SetAside setAside = (Disposition.SetAside) disposition;
        String reason = setAside.ending().reason();
        return setAside.ending().outcome() == Outcome.QUARANTINED
                ? new Release.Held(ReleaseState.REMAINS, reason)
                : new Release.Written(ReleaseState.DEAD_LETTERED, reason, disposition.record());
    }

    private PolicyView view() {
        return gate.view().orElseThrow(() -> new PolicyGateClosedException(gate.status()));
    }
}
