package io.domicile.kit.acl;

import io.domicile.residency.RegionId;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What every role of a region may do at its brokers, where nothing else is allowed.
 *
 * @param grants by role
 */
public record AclPlan(SortedMap<Role, Set<Grant>> grants) {

    private static final String TYPE = "User:";

    public AclPlan {
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
    }

    public static AclPlan of(AclTerms terms) {
        ServiceRules services = new ServiceRules(terms);
        PeopleRules people = new PeopleRules(terms);
        SortedMap<Role, Set<Grant>> grants = new TreeMap<>();
        grants.put(Role.BRIDGE, services.bridge());
        grants.put(Role.ROUTER, services.router());
        for (RegionId other : terms.others()) {
            grants.put(Role.linkTo(other), services.linkTo(other));
            grants.put(Role.linkFrom(other), services.linkFrom(other));
        }
        grants.put(Role.POLICY, people.policy());
        grants.put(Role.PLATFORM, people.platform());
        grants.put(Role.SEALER, people.sealer());
        grants.put(Role.AUDITOR, people.auditor());
        grants.put(Role.OPERATOR, people.operator());
        grants.put(Role.CONSUMER, people.consumer());
        grants.put(Role.STANDBY, people.standby());
        return new AclPlan(grants);
    }

    /** The ids of the roles. */
    public SortedSet<String> roles() {
        SortedSet<String> roles = new TreeSet<>();
        grants.keySet().forEach(role -> roles.add(role.id()));
        return roles;
    }

    /**
     * The ACLs, for principals of the type {@code User}.
     *
     * @param names of principals by their role's id, where they differ from it; roles may share one
     */
    public Set<AclBinding> bindings(Map<String, String> names) {
        Set<AclBinding> bindings = new LinkedHashSet<>();
        grants.forEach((role, granted) -> {
            String principal = TYPE + names.getOrDefault(role.id(), role.id());
            granted.forEach(grant -> bindings.add(grant.to(principal)));
        });
        return Set.copyOf(bindings);
    }
}
