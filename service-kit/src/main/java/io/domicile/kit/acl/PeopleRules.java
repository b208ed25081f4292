package io.domicile.kit.acl;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** What the commands of a region may do, and the services that write to Domicile and read from it. */
final class PeopleRules {

    private final AclTerms terms;
    private final ServiceRules services;

    PeopleRules(AclTerms terms) {
        this.terms = terms;
        this.services = new ServiceRules(terms);
    }

    /** Changes policy, waits until it is enforced, withdraws members that are gone. */
    Set<Grant> policy() {
        return new Grants()
                .read(services.policies())
                .may(AclOperation.DESCRIBE_CONFIGS, services.policies())
                .write(Topics.POLICY)
                .transact(KafkaNames.policyTransactions(terms.here()))
                .read(Topics.ACKS)
                .write(Topics.ACKS)
                .describeGroup(terms.routerApplication())
                .describeGroup(KafkaNames.generationsGroup(terms.here()))
                .may(AclOperation.DESCRIBE, ServiceRules.egress())
                .all();
    }

    /** Hands records of the four replicated classes to the router. */
    Set<Grant> platform() {
        return new Grants().write(replicatedIngress()).all();
    }

    Set<Grant> sealer() {
        return new Grants()
                .read(Topics.AUDIT, Topics.AUDIT_SEALS)
                .write(Topics.AUDIT_SEALS)
                .transact(KafkaNames.sealerTransactions(terms.here()))
                .all();
    }

    Set<Grant> auditor() {
        return new Grants()
                .read(Topics.AUDIT, Topics.AUDIT_SEALS, Topics.QUARANTINE)
                .may(AclOperation.DESCRIBE_CONFIGS, List.of(Topics.AUDIT))
                .all();
    }

    /**
     * Releases and purges quarantine, replays dead letters, republishes what is at home. What is released is decided again
     * as the bridge or the router would, so it is written where they write it.
     */
    Set<Grant> operator() {
        List<String> ingress =
                Arrays.stream(DataClass.values()).map(Topics::ingress).toList();
        return services.policyStore()
                .read(Topics.QUARANTINE, Topics.DEAD_LETTER)
                .write(Topics.QUARANTINE, Topics.DEAD_LETTER, Topics.AUDIT)
                .may(AclOperation.DELETE, List.of(Topics.QUARANTINE))
                .write(ingress)
                .may(AclOperation.DESCRIBE_CONFIGS, ingress)
                .read(DataClass.replicated().stream().map(Topics::home).toList())
                .transact(KafkaNames.quarantineReleaseTransactions(terms.here()))
                .transact(KafkaNames.deadLetterReplayTransactions(terms.here()))
                .all();
    }

    Set<Grant> consumer() {
        return new Grants()
                .read(Arrays.stream(DataClass.values()).map(Topics::home).toList())
                .read(ServiceRules.egress())
                .useGroupsBeginning(terms.groupPrefixes())
                .all();
    }

    /** Reads replicas, and what MirrorMaker's clients need to find where their groups stand. */
    Set<Grant> standby() {
        Grants grants = new Grants().useGroupsBeginning(terms.groupPrefixes());
        for (RegionId other : terms.others()) {
            grants.read(ServiceRules.egress().stream()
                            .map(topic -> Topics.mirror(other, topic))
                            .toList())
                    .read(Topics.ofMirrorMaker(other));
        }
        return grants.all();
    }

    private static List<String> replicatedIngress() {
        return DataClass.replicated().stream().map(Topics::ingress).toList();
    }
}
