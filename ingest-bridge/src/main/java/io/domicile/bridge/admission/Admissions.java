package io.domicile.bridge.admission;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.topic.TopicReading;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.decision.Arrival;
import io.domicile.residency.decision.Decision;
import io.domicile.residency.decision.PayloadFate;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link ResidencyDecision}, the one function that decides everywhere, and translates its answer to the bridge.
 *
 * <ul>
 *   <li>The organization's policy comes before everything else that may be wrong: a topic outside the template that
 *       gets as far as naming an organization whose payload may be kept nowhere is refused, not dead-lettered.
 *   <li>An organization homed elsewhere and not strict is admitted; the router forwards.
 * </ul>
 *
 * Immutable.
 */
public final class Admissions {

    private static final Set<DataClass> OVER_MQTT = Set.of(DataClass.TELEMETRY, DataClass.ALERTS);

    private final ResidencyDecision decision;

    public Admissions(ResidencyDecision decision) {
        this.decision = decision;
    }

    public Admission admit(TopicReading topic, PolicyView view) {
        if (topic instanceof TopicReading.Addressed addressed) {
            return admit(addressed.key(), addressed.dataClass(), view);
        }
        return outside(((TopicReading.Outside) topic).organization(), view);
    }

    private Admission admit(RecordKey key, Optional<DataClass> dataClass, PolicyView view) {
        PolicyLookup lookup = view.lookup(key.organization());
        Decision decided = decision.decide(lookup, dataClass, Arrival.INGRESS);
        if (decided instanceof Decision.Block block) {
            return switch (block.fate()) {
                case QUARANTINE -> new Admission.Quarantined(key, block.reason());
                case REFERENCE_ONLY ->
                    new Admission.Refused(
                            key.organization(), key.entity(), dataClass.orElse(null), policyOf(lookup), block.reason());
            };
        }
        // Not blocked means that the class is known
        return dataClass
                .filter(OVER_MQTT::contains)
                .<Admission>map(overMqtt -> new Admission.Admitted(key, overMqtt))
                .orElseGet(() -> new Admission.DeadLettered(key, Ending.CLASS_NOT_OVER_MQTT));
    }

    private Admission outside(Optional<OrganizationId> organization, PolicyView view) {
        if (organization.isPresent()) {
            PolicyLookup lookup = view.lookup(organization.get());
            Decision decided = decision.decide(lookup, Optional.empty(), Arrival.INGRESS);
            if (decided instanceof Decision.Block block && block.fate() == PayloadFate.REFERENCE_ONLY) {
                return new Admission.Refused(organization.get(), null, null, policyOf(lookup), block.reason());
            }
        }
        return new Admission.DeadLettered(null, Ending.TOPIC_OUTSIDE_TEMPLATE);
    }

    private static @Nullable OrganizationPolicy policyOf(PolicyLookup lookup) {
        return lookup instanceof PolicyLookup.Known known ? known.policy() : null;
    }
}
