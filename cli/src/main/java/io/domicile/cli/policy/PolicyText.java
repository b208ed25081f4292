package io.domicile.cli.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.kit.policy.PolicyChange;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.Locale;

/** Policies as one line of JSON each. */
final class PolicyText {

    private static final JsonMapper JSON = new JsonMapper();

    private PolicyText() {}

    static String of(OrganizationPolicy policy) {
        return json(policy).toString();
    }

    static String of(PolicyChange change) {
        return json(change.policy())
                .put("generation", change.generation())
                .put("changed", change.isChanged())
                .toString();
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
