package io.domicile.replicator.rpo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.replicator.lag.LagStatus.Kind;
import io.domicile.replicator.lag.LagSummary;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The body of the replication status. Times in seconds are rounded up, so that 0 means none; what is not known is null,
 * never 0. {@code reason} is there where the status is not {@code synced}.
 */
final class ReplicationJson {

    private static final String COPYING = "copying";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<RpoObjective> objectives;

    ReplicationJson(List<RpoObjective> objectives) {
        this.objectives = List.copyOf(objectives);
    }

    /** @param topics of the whole link; none where one organization was asked for */
    String of(RegionId primary, List<Replica> replicas, Map<String, LagSummary> topics, Instant now) {
        ObjectNode body = MAPPER.createObjectNode().put("primary_region", primary.value());
        ArrayNode array = body.putArray("replicas");
        for (Replica replica : replicas) {
            ObjectNode each = array.addObject().put("region", replica.region().value());
            if (replica instanceof Replica.Kept kept) {
                put(each, kept.lag(), now);
                objectives(each, kept.lag().exposure());
            } else if (replica instanceof Replica.Disabled disabled) {
                each.putNull("lag_seconds")
                        .put("status", Kind.DISABLED.code())
                        .put("reason", disabled.reason())
                        .putNull("last_sync");
            }
        }
        if (!topics.isEmpty()) {
            ArrayNode list = body.putArray("topics");
            new TreeMap<>(topics).forEach((topic, lag) -> put(list.addObject().put("topic", topic), lag, now));
        }
        return body.toString();
    }

    private static void put(ObjectNode node, LagSummary lag, Instant now) {
        node.put("lag_seconds", lag.lag().map(ReplicationJson::seconds).orElse(null));
        node.put("status", lag.status().kind().code());
        if (lag.status().kind() != Kind.SYNCED) {
            node.put(
                    "reason",
                    lag.status().kind() == Kind.LAGGING ? COPYING : lag.status().reason());
        }
        node.put("last_sync", lastSync(lag, now).map(Instant::toString).orElse(null));
        if (lag.records().isPresent()) {
            node.put("lag_records", lag.records().getAsLong());
        } else {
            node.putNull("lag_records");
        }
        node.put(
                "rpo_seconds",
                lag.sinceProvenInSync().map(ReplicationJson::seconds).orElse(null));
    }

    private void objectives(ObjectNode node, Duration exposure) {
        ArrayNode array = node.putArray("objectives");
        for (RpoObjective objective : objectives) {
            array.addObject()
                    .put("tier", objective.tier())
                    .put("rpo_seconds", objective.objective().toSeconds())
                    .put("level", objective.level(exposure).code());
        }
    }

    private static Optional<Instant> lastSync(LagSummary lag, Instant now) {
        return lag.sinceProvenInSync().map(since -> now.minus(since).truncatedTo(ChronoUnit.SECONDS));
    }

    private static Long seconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
