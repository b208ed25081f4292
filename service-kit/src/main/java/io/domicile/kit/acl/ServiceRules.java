package io.domicile.kit.acl;

import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** What the services of a region may do, and both ends of its links. */
final class ServiceRules {

    private final AclTerms terms;

    ServiceRules(AclTerms terms) {
        this.terms = terms;
    }

    /** Takes in what MQTT carries, decides by policy, says so. Reads nothing of any organization. */
    Set<Grant> bridge() {
        return policyStore()
                .write(Topics.ingress(DataClass.TELEMETRY), Topics.ingress(DataClass.ALERTS))
                .write(Topics.DEAD_LETTER, Topics.QUARANTINE, Topics.AUDIT, Topics.ACKS)
                .all();
    }

    /** Reads what arrives, writes where it belongs, in transactions. */
    Set<Grant> router() {
        List<String> ingress =
                Arrays.stream(DataClass.values()).map(Topics::ingress).toList();
        List<String> home = Arrays.stream(DataClass.values()).map(Topics::home).toList();
        Grants grants = policyStore()
                .read(ingress)
                .write(home)
                .write(egress())
                .write(Topics.QUARANTINE, Topics.AUDIT, Topics.ACKS)
                .useGroup(terms.routerApplication())
                .transactBeginning(KafkaNames.routerTransactions(terms.routerApplication()));
        for (RegionId other : terms.others()) {
            grants.read(Topics.mirror(other, Topics.forward(terms.here()))).write(Topics.forward(other));
        }
        return grants.all();
    }

    /** At its source a link reads what may cross, and leaves refusals and acknowledgements; nothing else. */
    Set<Grant> linkTo(RegionId target) {
        List<String> crossing = crossing(target);
        return new Grants()
                .read(crossing)
                .may(AclOperation.DESCRIBE_CONFIGS, crossing)
                .write(Topics.AUDIT, Topics.ACKS)
                .describeGroupsBeginning(terms.groupPrefixes())
                .all();
    }

    /** At its target a link owns its mirrors, and keeps its ledger and the consumers' groups. */
    Set<Grant> linkFrom(RegionId source) {
        List<String> mirrors = crossing(terms.here()).stream()
                .map(topic -> Topics.mirror(source, topic))
                .toList();
        List<String> mirrorMaker = Topics.ofMirrorMaker(source);
        return policyStore()
                .read(mirrors)
                .write(mirrors)
                .may(AclOperation.CREATE, mirrors)
                .may(AclOperation.ALTER, mirrors)
                .may(AclOperation.ALTER_CONFIGS, mirrors)
                .write(mirrorMaker)
                .may(AclOperation.CREATE, mirrorMaker)
                .useGroup(KafkaNames.ledgerGroup(source, terms.here()))
                .useGroupsBeginning(terms.groupPrefixes())
                .describeGroup(terms.routerApplication())
                .transactBeginning(KafkaNames.laneTransactions(source, terms.here()))
                .all();
    }

    /** Reads every policy topic here, and remembers what it has verified as an offset on the topic of acknowledgements. */
    Grants policyStore() {
        List<String> policies = policies();
        return new Grants()
                .read(policies)
                .may(AclOperation.DESCRIBE_CONFIGS, policies)
                .read(Topics.ACKS)
                .useGroup(KafkaNames.generationsGroup(terms.here()));
    }

    /** The policy of this region, and the mirrors of others'. */
    List<String> policies() {
        List<String> policies = new ArrayList<>(List.of(Topics.POLICY));
        terms.others().forEach(other -> policies.add(Topics.mirror(other, Topics.POLICY)));
        return policies;
    }

    static List<String> egress() {
        return DataClass.replicated().stream().map(Topics::egress).toList();
    }

    /** The source topics of a link to this region: nothing else ever crosses. */
    private static List<String> crossing(RegionId target) {
        List<String> crossing = new ArrayList<>(egress());
        crossing.add(Topics.forward(target));
        crossing.add(Topics.POLICY);
        return crossing;
    }
}
