package io.domicile.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.topic.TopicTemplate;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.domicile.residency.decision.ResidencyDecision;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionsTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId ROUTED = new RegionId("us-east");
    private static final RegionId UNROUTED = new RegionId("us-west");

    private static final Map<String, PolicyLookup> POLICIES = Map.of(
            "home", known("home", HERE, false, OrganizationState.ACTIVE),
            "strict-home", known("strict-home", HERE, true, OrganizationState.ACTIVE),
            "suspended", known("suspended", HERE, false, OrganizationState.SUSPENDED),
            "away", known("away", ROUTED, false, OrganizationState.ACTIVE),
            "unrouted", known("unrouted", UNROUTED, false, OrganizationState.ACTIVE),
            "strict-away", known("strict-away", ROUTED, true, OrganizationState.ACTIVE),
            "unreadable", PolicyLookup.UNREADABLE,
            "stale", PolicyLookup.STALE);

    private final Admissions admissions = new Admissions(new ResidencyDecision(HERE, Set.of(ROUTED)), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"home", "strict-home", "away"})
    void shouldAdmitTelemetryThatMayBeStoredHere(String organization) {
        assertThat(admit("v1/" + organization + "/dev/telemetry/room"))
                .isEqualTo(new Admission.Admitted(key(organization), DataClass.TELEMETRY));
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, telemetry, UNKNOWN_ORGANIZATION",
        "unreadable, telemetry, POLICY_UNAVAILABLE",
        "suspended, telemetry, SUSPENDED",
        "home, nonsense, UNKNOWN_CLASS",
        "unrouted, alerts, NO_ROUTE"
    })
    void shouldQuarantineWhatIsBlockedAndKept(String organization, String dataClass, BlockReason reason) {
        assertThat(admit("v1/" + organization + "/dev/" + dataClass))
                .isEqualTo(new Admission.Quarantined(key(organization), Ending.quarantined(reason)));
    }

    @ParameterizedTest
    @CsvSource({
        "strict-away, telemetry, STRICT_RESIDENCY",
        "strict-away, dashboards, STRICT_RESIDENCY",
        "strict-away, nonsense, STRICT_RESIDENCY",
        "stale, telemetry, POLICY_STALE",
        "away, nonsense, UNKNOWN_CLASS"
    })
    void shouldRefuseWhatMayBeKeptNowhere(String organization, String dataClass, BlockReason reason) {
        assertThat(admit("v1/" + organization + "/dev/" + dataClass))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.organization()).isEqualTo(new OrganizationId(organization));
                    assertThat(refused.device()).isEqualTo("dev");
                    assertThat(refused.reason()).isEqualTo(reason);
                });
    }

    @Test
    void shouldRefuseATopicOutsideTheTemplateThatNamesAProtectedOrganization() {
        assertThat(admit("v1/strict-away/dev")).isInstanceOf(Admission.Refused.class);
        assertThat(admit("v1/stale")).isInstanceOf(Admission.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1/home/dev", "v1/nobody", "v1/No Body/dev/telemetry", "other"})
    void shouldDeadLetterOtherTopicsOutsideTheTemplate(String topic) {
        assertThat(admit(topic)).isEqualTo(new Admission.DeadLettered(null, Ending.TOPIC_OUTSIDE_TEMPLATE));
    }

    @Test
    void shouldDeadLetterAClassThatDoesNotComeOverMqtt() {
        assertThat(admit("v1/home/dev/user-credentials"))
                .isEqualTo(new Admission.DeadLettered(key("home"), Ending.CLASS_NOT_OVER_MQTT));
    }

    private Admission admit(String topic) {
        return admissions.admit(
                TopicTemplate.read(topic),
                List.of(),
                true,
                organization -> POLICIES.getOrDefault(organization.value(), PolicyLookup.UNKNOWN));
    }

    private static RecordKey key(String organization) {
        return new RecordKey(new OrganizationId(organization), "dev");
    }

    private static PolicyLookup known(String organization, RegionId home, boolean strict, OrganizationState state) {
        return new PolicyLookup.Known(
                new OrganizationPolicy(new OrganizationId(organization), home, List.of(), strict, false, state, 1));
    }
}
