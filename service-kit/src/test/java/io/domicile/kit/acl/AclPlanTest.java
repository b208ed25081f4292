package io.domicile.kit.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.RegionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AclPlanTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId THERE = new RegionId("eu-central");
    private static final RegionId FAR = new RegionId("us-east");
    private static final AclPlan PLAN = AclPlan.of(AclTerms.of(HERE, Set.of(THERE, FAR)));

    @Test
    void shouldGiveTheBridgeTheseRights() {
        assertThat(rights(Role.BRIDGE)).isEqualTo("""
                group domicile-generations-eu-west: read
                topic eu-central.residency.policy: describe-configs read
                topic ingress.alerts: write
                topic ingress.dead-letter: write
                topic ingress.telemetry: write
                topic residency.acks: read write
                topic residency.audit: write
                topic residency.policy: describe-configs read
                topic residency.quarantine: write
                topic us-east.residency.policy: describe-configs read""");
    }

    @Test
    void shouldGiveTheRouterTheseRights() {
        assertThat(rights(Role.ROUTER)).isEqualTo("""
                group domicile-generations-eu-west: read
                group domicile-router-eu-west: read
                topic egress.api-key-metadata: write
                topic egress.organization-settings: write
                topic egress.role-definitions: write
                topic egress.user-credentials: write
                topic eu-central.forward.eu-west: read
                topic eu-central.residency.policy: describe-configs read
                topic forward.eu-central: write
                topic forward.us-east: write
                topic home.alerts: write
                topic home.api-key-metadata: write
                topic home.audit-logs: write
                topic home.dashboards: write
                topic home.ml-models: write
                topic home.organization-settings: write
                topic home.ota-packages: write
                topic home.role-definitions: write
                topic home.telemetry: write
                topic home.user-credentials: write
                topic home.user-data: write
                topic ingress.alerts: read
                topic ingress.api-key-metadata: read
                topic ingress.audit-logs: read
                topic ingress.dashboards: read
                topic ingress.ml-models: read
                topic ingress.organization-settings: read
                topic ingress.ota-packages: read
                topic ingress.role-definitions: read
                topic ingress.telemetry: read
                topic ingress.user-credentials: read
                topic ingress.user-data: read
                topic residency.acks: read write
                topic residency.audit: write
                topic residency.policy: describe-configs read
                topic residency.quarantine: write
                topic us-east.forward.eu-west: read
                topic us-east.residency.policy: describe-configs read
                transactional-id domicile-router-eu-west-*: write""");
    }

    @Test
    void shouldGiveALinkTheseRightsAtItsSource() {
        assertThat(rights(Role.linkTo(THERE))).isEqualTo("""
                group consumer-*: describe
                topic egress.api-key-metadata: describe-configs read
                topic egress.organization-settings: describe-configs read
                topic egress.role-definitions: describe-configs read
                topic egress.user-credentials: describe-configs read
                topic forward.eu-central: describe-configs read
                topic residency.acks: write
                topic residency.audit: write
                topic residency.policy: describe-configs read""");
    }

    @Test
    void shouldGiveALinkTheseRightsAtItsTarget() {
        assertThat(rights(Role.linkFrom(THERE))).isEqualTo("""
                group consumer-*: read
                group domicile-generations-eu-west: read
                group domicile-link-eu-central-eu-west: read
                group domicile-router-eu-west: describe
                topic eu-central.checkpoints.internal: create write
                topic eu-central.egress.api-key-metadata: alter alter-configs create read write
                topic eu-central.egress.organization-settings: alter alter-configs create read write
                topic eu-central.egress.role-definitions: alter alter-configs create read write
                topic eu-central.egress.user-credentials: alter alter-configs create read write
                topic eu-central.forward.eu-west: alter alter-configs create read write
                topic eu-central.heartbeats: create write
                topic eu-central.residency.policy: alter alter-configs create describe-configs read write
                topic heartbeats: create write
                topic residency.acks: read
                topic residency.policy: describe-configs read
                topic us-east.residency.policy: describe-configs read
                transactional-id eu-central-eu-west/*: write""");
    }

    @Test
    void shouldGiveThePeopleAndTheirServicesTheseRights() {
        assertThat(rights(Role.POLICY)).isEqualTo("""
                group domicile-generations-eu-west: describe
                group domicile-router-eu-west: describe
                topic egress.api-key-metadata: describe
                topic egress.organization-settings: describe
                topic egress.role-definitions: describe
                topic egress.user-credentials: describe
                topic eu-central.residency.policy: describe-configs read
                topic residency.acks: read write
                topic residency.policy: describe-configs read write
                topic us-east.residency.policy: describe-configs read
                transactional-id domicile-policy-eu-west: write""");
        assertThat(rights(Role.PLATFORM)).isEqualTo("""
                topic ingress.api-key-metadata: write
                topic ingress.organization-settings: write
                topic ingress.role-definitions: write
                topic ingress.user-credentials: write""");
        assertThat(rights(Role.SEALER)).isEqualTo("""
                topic residency.audit: read
                topic residency.audit.seals: read write
                transactional-id domicile-sealer-eu-west: write""");
        assertThat(rights(Role.AUDITOR)).isEqualTo("""
                topic residency.audit: describe-configs read
                topic residency.audit.seals: read
                topic residency.quarantine: read""");
    }

    @Test
    void shouldGiveOperatorAndReadersTheseRights() {
        assertThat(rights(Role.OPERATOR)).isEqualTo("""
                group domicile-generations-eu-west: read
                topic eu-central.residency.policy: describe-configs read
                topic home.api-key-metadata: read
                topic home.organization-settings: read
                topic home.role-definitions: read
                topic home.user-credentials: read
                topic ingress.alerts: describe-configs write
                topic ingress.api-key-metadata: describe-configs write
                topic ingress.audit-logs: describe-configs write
                topic ingress.dashboards: describe-configs write
                topic ingress.dead-letter: read write
                topic ingress.ml-models: describe-configs write
                topic ingress.organization-settings: describe-configs write
                topic ingress.ota-packages: describe-configs write
                topic ingress.role-definitions: describe-configs write
                topic ingress.telemetry: describe-configs write
                topic ingress.user-credentials: describe-configs write
                topic ingress.user-data: describe-configs write
                topic residency.acks: read
                topic residency.audit: write
                topic residency.policy: describe-configs read
                topic residency.quarantine: delete read write
                topic us-east.residency.policy: describe-configs read
                transactional-id domicile-dead-letter-replay-eu-west: write
                transactional-id domicile-quarantine-release-eu-west: write""");
        assertThat(rights(Role.CONSUMER)).isEqualTo("""
                group consumer-*: read
                topic egress.api-key-metadata: read
                topic egress.organization-settings: read
                topic egress.role-definitions: read
                topic egress.user-credentials: read
                topic home.alerts: read
                topic home.api-key-metadata: read
                topic home.audit-logs: read
                topic home.dashboards: read
                topic home.ml-models: read
                topic home.organization-settings: read
                topic home.ota-packages: read
                topic home.role-definitions: read
                topic home.telemetry: read
                topic home.user-credentials: read
                topic home.user-data: read""");
        assertThat(rights(Role.STANDBY)).isEqualTo("""
                group consumer-*: read
                topic eu-central.checkpoints.internal: read
                topic eu-central.egress.api-key-metadata: read
                topic eu-central.egress.organization-settings: read
                topic eu-central.egress.role-definitions: read
                topic eu-central.egress.user-credentials: read
                topic eu-central.heartbeats: read
                topic heartbeats: read
                topic us-east.checkpoints.internal: read
                topic us-east.egress.api-key-metadata: read
                topic us-east.egress.organization-settings: read
                topic us-east.egress.role-definitions: read
                topic us-east.egress.user-credentials: read
                topic us-east.heartbeats: read""");
    }

    @Test
    void shouldNameARoleForEachEndOfEachLink() {
        assertThat(PLAN.roles())
                .containsExactly(
                        "auditor",
                        "bridge",
                        "consumer",
                        "link-from-eu-central",
                        "link-from-us-east",
                        "link-to-eu-central",
                        "link-to-us-east",
                        "operator",
                        "platform",
                        "policy",
                        "router",
                        "sealer",
                        "standby");
    }

    @Test
    void shouldLetOnlyConsumersReadHomeTopicsAndTheOperatorWhatItRepublishes() {
        assertThat(whoMay(AclOperation.READ, "home.telemetry"::equals)).containsExactly("consumer");
        assertThat(whoMay(AclOperation.READ, name -> name.startsWith("home."))).containsExactly("consumer", "operator");
        assertThat(whoMay(AclOperation.WRITE, name -> name.startsWith("home."))).containsExactly("router");
        assertThat(whoMay(AclOperation.WRITE, name -> name.startsWith("egress.")))
                .containsExactly("router");
        assertThat(whoMay(AclOperation.WRITE, name -> name.startsWith("forward.")))
                .containsExactly("router");
    }

    @Test
    void shouldLetOnlyItsOwnersWriteEachTopicOfControl() {
        assertThat(whoMay(AclOperation.WRITE, "residency.policy"::equals)).containsExactly("policy");
        assertThat(whoMay(AclOperation.WRITE, "residency.audit.seals"::equals)).containsExactly("sealer");
        assertThat(whoMay(AclOperation.WRITE, name -> name.startsWith("eu-central.")))
                .containsExactly("link-from-eu-central");
        assertThat(whoMay(AclOperation.READ, "residency.quarantine"::equals)).containsExactly("auditor", "operator");
        assertThat(whoMay(AclOperation.DELETE, name -> true)).containsExactly("operator");
    }

    @Test
    void shouldNameTopicsInFullAndNeverAll() {
        assertThat(PLAN.grants().values().stream().flatMap(Set::stream))
                .allSatisfy(grant -> assertThat(grant.resource().name()).isNotEqualTo("*"))
                .allSatisfy(grant ->
                        assertThat(grant.resource().resourceType()).isNotIn(ResourceType.CLUSTER, ResourceType.ANY))
                .allSatisfy(grant -> assertThat(grant.operation()).isNotIn(AclOperation.ALL, AclOperation.ANY))
                .filteredOn(grant -> grant.resource().resourceType() == ResourceType.TOPIC)
                .allSatisfy(grant -> assertThat(grant.resource().patternType()).isEqualTo(PatternType.LITERAL));
    }

    @Test
    void shouldBindRolesToTheirPrincipals() {
        Set<AclBinding> bindings = PLAN.bindings(Map.of("sealer", "CN=seal,O=x", "auditor", "seal"));

        assertThat(bindings.stream().map(AclText::of))
                .contains(
                        "User:CN=seal,O=x write topic residency.audit.seals",
                        "User:seal read topic residency.quarantine",
                        "User:router write transactional-id prefixed domicile-router-eu-west-")
                .noneMatch(text -> text.startsWith("User:auditor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "d", "domicile-", "domicile-link-eu", "my-router", "my-"})
    void shouldRefuseGroupsThatAreNotConsumersOnly(String prefix) {
        assertThatThrownBy(() -> new AclTerms(HERE, Set.of(), "my-router", Set.of(prefix)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseALinkToItself() {
        assertThatThrownBy(() -> AclTerms.of(HERE, Set.of(HERE))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> whoMay(AclOperation operation, Predicate<String> topic) {
        return PLAN.grants().entrySet().stream()
                .filter(role -> role.getValue().stream()
                        .anyMatch(grant -> grant.operation() == operation
                                && grant.resource().resourceType() == ResourceType.TOPIC
                                && topic.test(grant.resource().name())))
                .map(role -> role.getKey().id())
                .toList();
    }

    /** One line for each resource. */
    private static String rights(Role role) {
        Map<String, Set<String>> rights = new TreeMap<>();
        for (AclBinding acl : PLAN.bindings(Map.of())) {
            if (acl.entry().principal().equals("User:" + role)) {
                String[] words = AclText.of(acl).split(" ");
                String name = words[words.length - 1] + (words[3].equals("prefixed") ? "*" : "");
                rights.computeIfAbsent(words[2] + ' ' + name, unused -> new TreeSet<>())
                        .add(words[1]);
            }
        }
        return rights.entrySet().stream()
                .map(right -> right.getKey() + ": " + String.join(" ", right.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
