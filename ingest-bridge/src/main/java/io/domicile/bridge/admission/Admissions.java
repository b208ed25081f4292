package io.domicile.bridge.admission;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage.Property;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks {@link ResidencyDecision}, the one function that decides everywhere, and translates its answer to the bridge.
 *
 * <ol>
 *   <li>The policy of the topic's organization comes before everything else that may be wrong: a topic outside the
 *       template that gets as far as naming an organization whose payload may be kept nowhere is refused, not
 *       dead-lettered.
 *   <li>Where the broker hands over identities, the policy of every organization that a message's identity may mean
 *       protects it likewise.
 *   <li>Then an identity that cannot be read, or is not the topic's organization, is quarantined, whatever else is
 *       wrong.
 *   <li>Then comes what policy and template say of the topic. An organization homed elsewhere and not strict is
 *       admitted; the router forwards.
 * </ol>
 *
 * Immutable.
 */
public final class Admissions {

    private static final Set<DataClass> OVER_MQTT = Set.of(DataClass.TELEMETRY, DataClass.ALERTS);

    private final ResidencyDecision decision;
    private final @Nullable IdentityProperty identity;

    /** @param identity empty where the broker hands over none */
    public Admissions(ResidencyDecision decision, Optional<IdentityProperty> identity) {
        this.decision = decision;
        this.identity = identity.orElse(null);
    }

    /** Empty where the broker hands over no identities. */
    public Optional<IdentityProperty> identity() {
        return Optional.ofNullable(identity);
    }

    /**
     * @param properties the message's user properties
     * @param identityKnown whether those among them are all that the message had of the identity property; where they may
     *     not be, no identity can be read
     */
    public Admission admit(TopicReading topic, List<Property> properties, boolean identityKnown, PolicyView view) {
        Admission byTopic = byTopic(topic, view);
        if (identity == null || byTopic instanceof Admission.Refused) {
            return byTopic;
        }
        Identity publisher = identityKnown ? identity.read(properties) : identity.readPart(properties);
        return identified(topic, publisher, byTopic, view);
    }

    private Admission identified(TopicReading topic, Identity publisher, Admission byTopic, PolicyView view) {
        Address address = Address.of(topic);
        for (OrganizationId claimed : publisher.claimed()) {
            // The device that the topic names is not this organization's
            Optional<Admission> refused = refused(claimed, null, address.dataClass, view);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        if (!(publisher instanceof Identity.Named named)) {
            return new Admission.Quarantined(address.key, Ending.IDENTITY_UNREADABLE);
        }
        if (address.organization
                .filter(organization -> !organization.equals(named.organization()))
                .isPresent()) {
            return new Admission.Quarantined(address.key, Ending.IDENTITY_MISMATCH);
        }
        return byTopic;
    }

    private Admission byTopic(TopicReading topic, PolicyView view) {
        if (topic instanceof TopicReading.Addressed addressed) {
            return addressed(addressed.key(), addressed.dataClass(), view);
        }
        return ((TopicReading.Outside) topic)
                .organization()
                .flatMap(organization -> refused(organization, null, Optional.empty(), view))
                .orElseGet(() -> new Admission.DeadLettered(null, Ending.TOPIC_OUTSIDE_TEMPLATE));
    }

    private Admission addressed(RecordKey key, Optional<DataClass> dataClass, PolicyView view) {
        Decision decided = decision.decide(view.lookup(key.organization()), dataClass, Arrival.INGRESS);
        if (decided instanceof Decision.Block block) {
            return switch (block.fate()) {
                case QUARANTINE -> new Admission.Quarantined(key, Ending.quarantined(block.reason()));
                case REFERENCE_ONLY -> refusal(key.organization(), key.entity(), dataClass, block, view);
            };
        }
        // Not blocked means that the class is known
        return dataClass
                .filter(OVER_MQTT::contains)
                .<Admission>map(overMqtt -> new Admission.Admitted(key, overMqtt))
                .orElseGet(() -> new Admission.DeadLettered(key, Ending.CLASS_NOT_OVER_MQTT));
    }

    /** Present where the organization's payload may be kept nowhere here. */
    private Optional<Admission> refused(
            OrganizationId organization, @Nullable String device, Optional<DataClass> dataClass, PolicyView view) {
        Decision decided = decision.decide(view.lookup(organization), dataClass, Arrival.INGRESS);
        return decided instanceof Decision.Block block && block.fate() == PayloadFate.REFERENCE_ONLY
                ? Optional.of(refusal(organization, device, dataClass, block, view))
                : Optional.empty();
    }

    private static Admission refusal(
            OrganizationId organization,
            @Nullable String device,
            Optional<DataClass> dataClass,
            Decision.Block block,
            PolicyView view) {
        PolicyLookup lookup = view.lookup(organization);
        OrganizationPolicy policy = lookup instanceof PolicyLookup.Known known ? known.policy() : null;
        return new Admission.Refused(organization, device, dataClass.orElse(null), policy, block.reason());
    }

    /** What a topic says that does not depend on policy. */
    private record Address(
            Optional<OrganizationId> organization, @Nullable RecordKey key, Optional<DataClass> dataClass) {

        static Address of(TopicReading topic) {
            if (topic instanceof TopicReading.Addressed addressed) {
                RecordKey key = addressed.key();
                return new Address(Optional.of(key.organization()), key, addressed.dataClass());
            }
            return new Address(((TopicReading.Outside) topic).organization(), null, Optional.empty());
        }
    }
}
