package io.domicile.cli.topic;

import io.domicile.kit.acl.AclAdministration;
import io.domicile.kit.acl.AclDeviation;
import io.domicile.kit.acl.AclText;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** Creates and compares ACLs, and says so. */
final class AclOutput {

    private final AclAdministration acls;
    private final PrintWriter out;

    AclOutput(Admin admin, PrintWriter out) {
        this.acls = new AclAdministration(admin);
        this.out = out;
    }

    /** Whether they are as planned now. */
    boolean create(Collection<AclBinding> plan) throws InterruptedException {
        Set<AclBinding> created = acls.createMissing(plan);
        created.forEach(acl -> out.println("created acl " + AclText.of(acl)));
        List<AclDeviation> deviations = Settling.settled(
                () -> acls.compare(plan), found -> found.stream().anyMatch(AclDeviation::isMissing));
        deviations.forEach(out::println);
        out.println(plan.size() + " acls, " + created.size() + " created, " + (plan.size() - created.size())
                + " there before, " + deviations.size() + " deviations");
        return deviations.isEmpty();
    }

    /** Whether they are as planned. */
    boolean describe(Collection<AclBinding> plan) throws InterruptedException {
        plan.stream().map(AclText::of).sorted().forEach(acl -> out.println("planned acl " + acl));
        List<AclDeviation> deviations = acls.compare(plan);
        deviations.forEach(out::println);
        return deviations.isEmpty();
    }
}
