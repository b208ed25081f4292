package io.domicile.replicator.rpo;

import io.domicile.kit.admin.AdminAnswer;
import io.domicile.kit.admin.AdminEndpoint;
import io.domicile.kit.admin.AdminRequest;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.replicator.lag.LagBoard;
import io.domicile.replicator.lag.LagSummary;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/v1/regions/replication}: how far the link's target is behind its source, as a whole or for one
 * {@code organization}. An organization's answer holds for the topics of standbys; it is 404 for an organization that no
 * policy knows, and 503 while its policy cannot be relied on.
 */
public final class ReplicationEndpoint implements AdminEndpoint {

    public static final String PATH = "/api/v1/regions/replication";

    private static final String ORGANIZATION = "organization";
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final RegionId source;
    private final RegionId target;
    private final LagBoard board;
    private final Set<String> linkTopics;
    private final Set<String> standbyTopics;
    private final PolicyGate gate;
    private final InstantSource clock;
    private final ReplicationJson json;
    private final OrganizationStatus organizations;

    /**
     * @param linkTopics all the link mirrors, by their names at the source
     * @param standbyTopics those of them that make up a standby
     */
    public ReplicationEndpoint(
            RegionId source,
            RegionId target,
            LagBoard board,
            Set<String> linkTopics,
            Set<String> standbyTopics,
            PolicyGate gate,
            InstantSource clock,
            List<RpoObjective> objectives) {
        this.source = source;
        this.target = target;
        this.board = board;
        this.linkTopics = Set.copyOf(linkTopics);
        this.standbyTopics = Set.copyOf(standbyTopics);
        this.gate = gate;
        this.clock = clock;
        this.json = new ReplicationJson(objectives);
        this.organizations = new OrganizationStatus(source, target);
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public AdminAnswer get(AdminRequest request) {
        if (!Set.of(ORGANIZATION).containsAll(request.query().keySet())) {
            return AdminAnswer.error(BAD_REQUEST, "the only parameter is organization");
        }
        List<String> asked = request.values(ORGANIZATION);
        if (asked.isEmpty()) {
            return whole();
        }
        Optional<OrganizationId> organization =
                asked.size() == 1 ? OrganizationId.parse(asked.get(0)) : Optional.empty();
        return organization
                .map(this::one)
                .orElseGet(() -> AdminAnswer.error(BAD_REQUEST, "organization is not one organization's id"));
    }

    private AdminAnswer whole() {
        Map<String, LagSummary> topics = new HashMap<>();
        board.topics().forEach(topic -> topics.put(topic, board.summary(Set.of(topic))));
        List<Replica> replicas = List.of(new Replica.Kept(target, board.summary(linkTopics)));
        return AdminAnswer.ok(json.of(source, replicas, topics, now()));
    }

    private AdminAnswer one(OrganizationId organization) {
        Optional<PolicyView> view = gate.view();
        if (view.isEmpty()) {
            return AdminAnswer.error(UNAVAILABLE, "policy gate closed");
        }
        LagSummary lag = board.summary(standbyTopics);
        PolicyLookup lookup = view.get().lookup(organization);
        if (lookup instanceof PolicyLookup.Known known) {
            List<Replica> replicas = organizations.replicas(known.policy(), lag);
            return AdminAnswer.ok(json.of(known.policy().home(), replicas, Map.of(), now()));
        }
        if (lookup instanceof PolicyLookup.Unknown) {
            return AdminAnswer.error(NOT_FOUND, "unknown organization");
        }
        // Its primary region is not known either
        return AdminAnswer.error(
                UNAVAILABLE, lookup instanceof PolicyLookup.Stale ? "policy stale" : "policy unreadable");
    }

    private Instant now() {
        return clock.instant();
    }
}
