package io.domicile.router.route;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.Arrival;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.decision.Decision;
import io.domicile.residency.decision.PayloadFate;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.router.metrics.Outcome;
import io.domicile.router.metrics.RouterMeters;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;

/**
 * Decides each record once and says what departs for it.
 *
 * <ol>
 *   <li>Every record has exactly one outcome; nothing is dropped without an audit entry.
 *   <li>What departs for home, egress and forward topics carries the residency tag once and no other reserved header,
 *       the record's own time, and the very value that arrived.
 *   <li>A departure fits its topic: sizes are checked here, because a record too large for its topic would stop a stream
 *       thread for good.
 *   <li>All departures of a record are known before the first is sent.
 * </ol>
 *
 * <p>Stateless but for its meters; safe for use by any thread.
 */
public final class RecordRouter {

    private final ResidencyDecision decision;
    private final RegionCatalogue catalogue;
    private final ForwardedClass forwardedClass;
    private final SchemaCheck schemas;
    private final AuditTrail audit;
    private final RouterMeters meters;
    private final InstantSource clock;

    public RecordRouter(
            RegionId here,
            Set<RegionId> routes,
            RegionCatalogue catalogue,
            SchemaCheck schemas,
            AuditEncoder encoder,
            RouterMeters meters,
            InstantSource clock) {
        this.decision = new ResidencyDecision(here, routes);
        this.catalogue = catalogue;
        this.forwardedClass = new ForwardedClass(catalogue.find(here), meters);
        this.schemas = schemas;
        this.audit = new AuditTrail(encoder, clock);
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What departs for a record under the given policy.
     *
     * @throws UndecidedException if that cannot be said now
     */
    public List<Departure> route(Arrived arrived, PolicyView policies) {
        Optional<RecordKey> key = RecordKey.parse(arrived.key());
        Optional<DataClass> dataClass = arrived.topic().arrival() == Arrival.FORWARDED
                ? forwardedClass.read(arrived.headers(), key)
                : arrived.topic().dataClass();
        Headers headers = withoutReserved(arrived);
        if (key.isEmpty()) {
            Subject subject = new Subject(arrived, key, dataClass, Optional.empty());
            return block(subject, BlockReason.NO_ORGANIZATION, PayloadFate.QUARANTINE);
        }
        PolicyLookup lookup = policies.lookup(key.get().organization());
        Optional<OrganizationPolicy> policy =
                lookup instanceof PolicyLookup.Known known ? Optional.of(known.policy()) : Optional.empty();
        Subject subject = new Subject(arrived, key, dataClass, policy);
        Optional<Region> home = policy.flatMap(known -> catalogue.find(known.home()));
        if (policy.isPresent() && home.isEmpty()) {
            // A home that the catalogue does not name is not here: nothing strict may be kept
            PayloadFate fate = policy.get().strict() ? PayloadFate.REFERENCE_ONLY : PayloadFate.QUARANTINE;
            return block(subject, BlockReason.POLICY_UNAVAILABLE, fate);
        }
        Decision decided = decision.decide(lookup, dataClass, arrived.topic().arrival());
        if (decided instanceof Decision.Block block) {
            return block(subject, block.reason(), block.fate());
        }
        if (!schemas.belongs(dataClass.orElseThrow(), arrived.headers(), arrived.value())) {
            return block(subject, BlockReason.WRONG_SCHEMA, PayloadFate.QUARANTINE);
        }
        return tagged(subject, decided, home.orElseThrow(), headers);
    }

    /**
     * What departs for a record that is not routed whatever policy says of it. No payload is kept that policy would not
     * let stay here, nor where policy cannot be asked.
     *
     * @param atMost what may be kept of the payload
     */
    public List<Departure> setAside(Arrived arrived, PolicyView policies, BlockReason reason, PayloadFate atMost) {
        Optional<RecordKey> key = RecordKey.parse(arrived.key());
        Subject subject = new Subject(arrived, key, arrived.topic().dataClass(), Optional.empty());
        PayloadFate fate = atMost == PayloadFate.QUARANTINE && mayStay(subject, policies)
                ? PayloadFate.QUARANTINE
                : PayloadFate.REFERENCE_ONLY;
        return block(subject, reason, fate);
    }

    private boolean mayStay(Subject subject, PolicyView policies) {
        if (subject.key().isEmpty()) {
            return true;
        }
        try {
            PolicyLookup lookup = policies.lookup(subject.key().get().organization());
            Decision decided = decision.decide(
                    lookup, subject.dataClass(), subject.arrived().topic().arrival());
            return !(decided instanceof Decision.Block block) || block.fate() == PayloadFate.QUARANTINE;
        } catch (RuntimeException unforeseen) {
            return false;
        }
    }

    private Headers withoutReserved(Arrived arrived) {
        RecordHeaders.Stripped stripped = RecordHeaders.withoutReserved(arrived.headers());
        if (stripped.removed() > 0 && arrived.topic().arrival() == Arrival.INGRESS) {
            meters.forgedHeaders(arrived.topic().name(), stripped.removed());
        }
        return stripped.headers();
    }

    private List<Departure> tagged(Subject subject, Decision decided, Region home, Headers headers) {
        if (decided instanceof Decision.Home atHome) {
            return depart(subject, Outcome.HOME, atHome.policy(), atHome.dataClass(), home, headers);
        }
        if (decided instanceof Decision.HomeAndEgress egress) {
            return depart(subject, Outcome.EGRESS, egress.policy(), egress.dataClass(), home, headers);
        }
        if (decided instanceof Decision.Forward forward) {
            return depart(subject, Outcome.FORWARD, forward.policy(), forward.dataClass(), home, headers);
        }
        throw new IllegalStateException("a decision that the router does not know");
    }

    private List<Departure> depart(
            Subject subject,
            Outcome outcome,
            OrganizationPolicy policy,
            DataClass dataClass,
            Region home,
            Headers headers) {
        Arrived arrived = subject.arrived();
        RecordHeaders.addTag(
                headers,
                new ResidencyTag(
                        home.id(), home.jurisdiction(), policy.organization(), dataClass.id(), policy.epoch()));
        if (RecordSize.upperBound(arrived.key(), arrived.value(), headers) > TopicSizes.ROUTER_OUTPUT) {
            return block(subject, BlockReason.TOO_LARGE, PayloadFate.QUARANTINE);
        }
        meters.decided(outcome, subject.dataClass(), Optional.empty());
        return switch (outcome) {
            case HOME -> List.of(copy(Topics.home(dataClass), arrived, headers));
            case EGRESS ->
                List.of(
                        copy(Topics.home(dataClass), arrived, headers),
                        copy(Topics.egress(dataClass), arrived, headers),
                        audit.egress(subject));
            case FORWARD ->
                List.of(copy(Topics.forward(home.id()), arrived, headers), audit.forward(subject, home.id()));
            case BLOCK -> throw new IllegalStateException("a blocked record does not depart");
        };
    }

    private List<Departure> block(Subject subject, BlockReason reason, PayloadFate fate) {
        meters.decided(Outcome.BLOCK, subject.dataClass(), Optional.of(reason));
        Departure entry = audit.block(subject, reason);
        return switch (fate) {
            case QUARANTINE -> List.of(QuarantineCopy.of(subject, reason, clock), entry);
            case REFERENCE_ONLY -> List.of(entry);
        };
    }

    private static Departure copy(String topic, Arrived arrived, Headers headers) {
        return new Departure(topic, arrived.key(), arrived.value(), arrived.timestamp(), headers);
    }
}
