package io.domicile.kit.acl;

import io.domicile.kit.kafka.Answers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * Creates and checks ACLs. It never deletes one: what is granted beyond the plan is reported, and a person decides.
 *
 * <p>Every method blocks for at most the admin client's {@code default.api.timeout.ms} and throws the {@link
 * KafkaException} that ended it, a {@link org.apache.kafka.common.errors.SecurityDisabledException} where the brokers
 * have no authorizer. The admin client stays the caller's to close.
 */
public final class AclAdministration {

    /** ACLs of this principal are every principal's. */
    private static final String EVERYBODY = "User:*";

    private final Admin admin;

    public AclAdministration(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates those that are not there. Brokers may take a moment to know a new one.
     *
     * @return those created, in the order of {@link AclText#ORDER}
     */
    public Set<AclBinding> createMissing(Collection<AclBinding> plan) throws InterruptedException {
        Set<AclBinding> missing = new TreeSet<>(AclText.ORDER);
        missing.addAll(plan);
        missing.removeAll(new HashSet<>(existing()));
        Answers.await(admin.createAcls(missing).all());
        return missing;
    }

    /** Every planned one that is missing, and every other one of the plan's principals or of everybody, ordered. */
    public List<AclDeviation> compare(Collection<AclBinding> plan) throws InterruptedException {
        Set<AclBinding> existing = new HashSet<>(existing());
        Set<AclBinding> planned = Set.copyOf(plan);
        Set<String> principals =
                planned.stream().map(acl -> acl.entry().principal()).collect(Collectors.toSet());
        List<AclDeviation> deviations = new ArrayList<>();
        planned.stream()
                .filter(acl -> !existing.contains(acl))
                .sorted(AclText.ORDER)
                .forEach(acl -> deviations.add(new AclDeviation(acl, true)));
        existing.stream()
                .filter(acl -> !planned.contains(acl))
                .filter(acl -> acl.entry().principal().equals(EVERYBODY)
                        || principals.contains(acl.entry().principal()))
                .sorted(AclText.ORDER)
                .forEach(acl -> deviations.add(new AclDeviation(acl, false)));
        return List.copyOf(deviations);
    }

    private Collection<AclBinding> existing() throws InterruptedException {
        return Answers.await(admin.describeAcls(AclBindingFilter.ANY).values());
    }
}
