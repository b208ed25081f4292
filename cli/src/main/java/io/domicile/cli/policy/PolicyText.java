package io.domicile.cli.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.Enforcement;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.policy.PolicyChange;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Policies as one line of JSON each. */
final class PolicyText {

    private static final JsonMapper JSON = new JsonMapper();

    private PolicyText() {}

    static String of(OrganizationPolicy policy) {
        return json(policy).toString();
    }

    static String of(PolicyChange change) {
        return json(change).toString();
    }

    /** A change and what became of it; times that have not come are null. */
    static String of(PolicyChange change, Enforcement enforcement) {
        ObjectNode json = json(change)
                .put("enforced_at", text(enforcement.enforcedAt()))
                .put("tombstoned_at", text(enforcement.tombstonedAt()))
                .put("erased_at", text(enforcement.erasedAt()))
                .put("acknowledged_by", enforcement.acknowledged().size());
        ArrayNode waitingFor = json.putArray("waiting_for");
        enforcement.waitingFor().forEach(waitingFor::add);
        return json.toString();
    }

    /** One member's word; without figures where it cannot be read. */
    static String of(Member member, Optional<Acknowledgement> word) {
        ObjectNode json = JSON.createObjectNode().put("member", member.toString());
        if (word.isEmpty()) {
            return json.put("unreadable", true).toString();
        }
        ObjectNode generations = json.putObject("generations");
        new TreeMap<>(word.get().generations())
                .forEach((region, generation) -> generations.put(region.value(), generation));
        if (member.kind() == MemberKind.LINK) {
            json.put("tombstoned", word.get().tombstoned())
                    .put("erased", word.get().erased());
        }
        return json.put("lease_ms", word.get().lease().toMillis()).toString();
    }

    private static ObjectNode json(PolicyChange change) {
        ObjectNode json =
                json(change.policy()).put("generation", change.generation()).put("changed", change.isChanged());
        return change.isSetBack() ? json.put("set_back", true) : json;
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    static String unreadable(OrganizationId organization) {
        return JSON.createObjectNode()
                .put("organization", organization.value())
                .put("unreadable", true)
                .toString();
    }

    private static ObjectNode json(OrganizationPolicy policy) {
        ObjectNode json = JSON.createObjectNode()
                .put("organization", policy.organization().value())
                .put("home", policy.home().value());
        ArrayNode standbys = json.putArray("standbys");
        policy.standbys().forEach(standby -> standbys.add(standby.value()));
        return json.put("strict", policy.strict())
                .put("cross_jurisdiction_standby", policy.crossJurisdictionStandby())
                .put("state", policy.state().name().toLowerCase(Locale.ROOT))
                .put("epoch", policy.epoch());
    }
}
