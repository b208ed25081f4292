package io.domicile.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage.Property;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every organization's topic with every identity, in the order that {@link Admissions} promises. */
class IdentityAdmissionsTest {

    private static final RegionId HERE = new RegionId("eu-west");
    private static final RegionId ROUTED = new RegionId("us-east");

    private static final Map<String, PolicyLookup> POLICIES = Map.of(
            "home", known("home", HERE, false, OrganizationState.ACTIVE),
            "other", known("other", HERE, true, OrganizationState.ACTIVE),
            "suspended", known("suspended", HERE, false, OrganizationState.SUSPENDED),
            "away", known("away", ROUTED, false, OrganizationState.ACTIVE),
            "strict-away", known("strict-away", ROUTED, true, OrganizationState.ACTIVE),
            "unreadable", PolicyLookup.UNREADABLE,
            "stale", PolicyLookup.STALE);
    private static final Set<String> KEPT_NOWHERE = Set.of("strict-away", "stale");

    private static final String NAME = "client";
    private final Admissions admissions =
            new Admissions(new ResidencyDecision(HERE, Set.of(ROUTED)), Optional.of(IdentityProperty.named(NAME)));
    private final Admissions without = new Admissions(new ResidencyDecision(HERE, Set.of(ROUTED)), Optional.empty());

    @Test
    void shouldAnswerAsWithoutIdentitiesWhereTheIdentityIsTheTopicsOrganization() {
        organizations()
                .forEach(organization -> classes()
                        .forEach(dataClass -> assertThat(admit(topic(organization, dataClass), organization))
                                .isEqualTo(without.admit(
                                        TopicTemplate.read(topic(organization, dataClass)),
                                        List.of(),
                                        true,
                                        this::lookup))));
    }

    @Test
    void shouldNeverKeepWhatEitherOrganizationForbidsToKeep() {
        organizations()
                .forEach(addressed -> organizations().forEach(claimed -> {
                    Admission admission = admit(topic(addressed, "telemetry"), claimed);

                    if (KEPT_NOWHERE.contains(addressed)) {
                        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                            assertThat(refused.organization().value()).isEqualTo(addressed);
                            assertThat(refused.device()).isEqualTo("dev");
                        });
                    } else if (KEPT_NOWHERE.contains(claimed)) {
                        assertThat(admission).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                            assertThat(refused.organization().value()).isEqualTo(claimed);
                            assertThat(refused.device()).isNull();
                            assertThat(refused.dataClass()).isEqualTo(DataClass.TELEMETRY);
                        });
                    } else if (!addressed.equals(claimed)) {
                        assertThat(admission)
                                .isEqualTo(new Admission.Quarantined(key(addressed), Ending.IDENTITY_MISMATCH));
                    }
                }));
    }

    @Test
    void shouldQuarantineWithoutAReadableIdentityUnlessTheTopicsPolicyForbidsTo() {
        List<List<Property>> unreadable = List.of(
                List.of(),
                List.of(new Property("CLIENT", "home")),
                List.of(new Property(NAME, "")),
                List.of(new Property(NAME, "home"), new Property(NAME, "home")),
                List.of(new Property(NAME, "home"), new Property("Client", "home")));

        organizations()
                .forEach(organization -> classes()
                        .forEach(dataClass -> unreadable.forEach(properties -> {
                            Admission plain = without.admit(
                                    TopicTemplate.read(topic(organization, dataClass)), properties, true, this::lookup);

                            Admission admission = admit(topic(organization, dataClass), properties);

                            assertThat(admission)
                                    .isEqualTo(
                                            plain instanceof Admission.Refused
                                                    ? plain
                                                    : new Admission.Quarantined(
                                                            key(organization), Ending.IDENTITY_UNREADABLE));
                        })));
    }

    @Test
    void shouldBelieveNoIdentityWhereSomeOfItsPropertiesMayBeMissing() {
        List<Property> oneIsLeft = List.of(new Property(NAME, "home"));

        Admission admission =
                admissions.admit(TopicTemplate.read(topic("home", "telemetry")), oneIsLeft, false, this::lookup);

        assertThat(admission).isEqualTo(new Admission.Quarantined(key("home"), Ending.IDENTITY_UNREADABLE));
    }

    @Test
    void shouldProtectWhoeverIsClaimedWhereSomeOfItsPropertiesMayBeMissing() {
        List<Property> oneIsLeft = List.of(new Property(NAME, "strict-away"));

        assertThat(admissions.admit(TopicTemplate.read(topic("home", "telemetry")), oneIsLeft, false, this::lookup))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void shouldNotKeepWhatMayBeAProtectedOrganizationsAmongSeveral() {
        List<Property> own = List.of(new Property(NAME, "home"), new Property(NAME, "strict-away"));

        assertThat(admit(topic("home", "telemetry"), own)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.organization()).isEqualTo(new OrganizationId("strict-away"));
            assertThat(refused.reason()).isEqualTo(BlockReason.STRICT_RESIDENCY);
            assertThat(refused.policy()).isNotNull();
        });
    }

    @Test
    void shouldRefuseAnUnknownClassOfAnOrganizationHomedElsewhere() {
        assertThat(admit(topic("home", "nonsense"), "away"))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.organization()).isEqualTo(new OrganizationId("away"));
                    assertThat(refused.reason()).isEqualTo(BlockReason.UNKNOWN_CLASS);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "other/topic", "v1/No Body/dev/telemetry", ""})
    void shouldProtectTheIdentitysOrganizationOutsideTheTemplate(String topic) {
        assertThat(admit(topic, "strict-away")).isInstanceOf(Admission.Refused.class);
        assertThat(admit(topic, "stale")).isInstanceOf(Admission.Refused.class);
        assertThat(admit(topic, "away")).isInstanceOf(Admission.Refused.class);
        assertThat(admit(topic, "home")).isEqualTo(new Admission.DeadLettered(null, Ending.TOPIC_OUTSIDE_TEMPLATE));
        assertThat(admit(topic, List.of())).isEqualTo(new Admission.Quarantined(null, Ending.IDENTITY_UNREADABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "v1/home/dev, home, TOPIC_OUTSIDE_TEMPLATE",
        "v1/home/dev, other, IDENTITY_MISMATCH",
        "v1/nobody, nobody, TOPIC_OUTSIDE_TEMPLATE",
        "v1/nobody, home, IDENTITY_MISMATCH"
    })
    void shouldCompareWithTheOrganizationOfATopicOutsideTheTemplate(String topic, String identity, Ending ending) {
        assertThat(admit(topic, identity))
                .isEqualTo(
                        ending == Ending.IDENTITY_MISMATCH
                                ? new Admission.Quarantined(null, ending)
                                : new Admission.DeadLettered(null, ending));
    }

    private static Stream<String> organizations() {
        return Stream.concat(POLICIES.keySet().stream(), Stream.of("nobody"));
    }

    private static Stream<String> classes() {
        return Stream.of("telemetry", "alerts", "dashboards", "user-credentials", "nonsense");
    }

    private static String topic(String organization, String dataClass) {
        return "v1/" + organization + "/dev/" + dataClass;
    }

    private Admission admit(String topic, String identity) {
        return admit(topic, List.of(new Property("site", "north"), new Property(NAME, identity)));
    }

    private Admission admit(String topic, List<Property> properties) {
        return admissions.admit(TopicTemplate.read(topic), properties, true, this::lookup);
    }

    private PolicyLookup lookup(OrganizationId organization) {
        return POLICIES.getOrDefault(organization.value(), PolicyLookup.UNKNOWN);
    }

    private static RecordKey key(String organization) {
        return new RecordKey(new OrganizationId(organization), "dev");
    }

    private static PolicyLookup known(String organization, RegionId home, boolean strict, OrganizationState state) {
        return new PolicyLookup.Known(
                new OrganizationPolicy(new OrganizationId(organization), home, List.of(), strict, false, state, 1));
    }
}
