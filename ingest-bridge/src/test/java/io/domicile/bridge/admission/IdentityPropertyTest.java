package io.domicile.bridge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.residency.OrganizationId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityPropertyTest {

    private static final OrganizationId ACME = new OrganizationId("acme");

    private final IdentityProperty plain = IdentityProperty.named("client");
    private final IdentityProperty subject =
            IdentityProperty.matching("client", "CN=[^,]+, ?O=(?<organization>[^,]*)(?:,.*)?");

    @Test
    void shouldReadTheWholeValueWithoutAPattern() {
        assertThat(plain.read(List.of(new Property("site", "north"), new Property("client", "acme"))))
                .isEqualTo(new Identity.Named(ACME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Acme", " acme", "acme ", "acme/dev", "acme\n", "a\u200bcme", "-acme"})
    void shouldBelieveNoValueThatIsNoOrganization(String value) {
        assertThat(plain.read(List.of(new Property("client", value)))).isEqualTo(new Identity.Unreadable(Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"CN=dev-7,O=acme|acme", "CN=dev-7, O=acme,C=DE|acme", "CN=x,O=a-1|a-1"})
    void shouldReadThePatternsGroup(String value, String organization) {
        assertThat(subject.read(List.of(new Property("client", value))))
                .isEqualTo(new Identity.Named(new OrganizationId(organization)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "CN=dev-7,O=", "CN=dev-7,O=Acme Inc", "xCN=dev-7,O=acme", "CN=,O=acme"})
    void shouldBelieveNoValueThatDoesNotMatchAsAWhole(String value) {
        assertThat(subject.read(List.of(new Property("client", value)))).isEqualTo(new Identity.Unreadable(Set.of()));
    }

    @Test
    void shouldBelieveNoGroupThatTookNoPart() {
        IdentityProperty optional = IdentityProperty.matching("client", "anonymous|(?<organization>.+)");

        assertThat(optional.read(List.of(new Property("client", "anonymous"))))
                .isEqualTo(new Identity.Unreadable(Set.of()));
    }

    @Test
    void shouldBelieveNothingThatIsMissingOrSaidTwice() {
        Property acme = new Property("client", "acme");

        assertThat(plain.read(List.of())).isEqualTo(new Identity.Unreadable(Set.of()));
        assertThat(plain.read(List.of(acme, acme))).isEqualTo(new Identity.Unreadable(Set.of(ACME)));
        assertThat(plain.read(List.of(acme, new Property("client", "?"), new Property("client", "dunes"))))
                .isEqualTo(new Identity.Unreadable(Set.of(ACME, new OrganizationId("dunes"))));
    }

    @Test
    void shouldBelieveNothingInAnotherCaseOrNextToIt() {
        Property other = new Property("Client", "acme");

        assertThat(plain.read(List.of(other))).isEqualTo(new Identity.Unreadable(Set.of(ACME)));
        assertThat(plain.read(List.of(new Property("client", "acme"), other)))
                .isEqualTo(new Identity.Unreadable(Set.of(ACME)));
    }

    @Test
    void shouldLookAtNoValueThatIsVeryLong() {
        IdentityProperty any = IdentityProperty.matching("client", "(?:x|y)*(?<organization>acme)");
        String longest = "x".repeat(IdentityProperty.MAX_VALUE_LENGTH - 4) + "acme";

        assertThat(any.read(List.of(new Property("client", longest)))).isEqualTo(new Identity.Named(ACME));
        assertThat(any.read(List.of(new Property("client", 'x' + longest))))
                .isEqualTo(new Identity.Unreadable(Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "(?<organization>", "(?<organization>a)(?<organization>b)", "*"})
    void shouldNameAPatternThatIsNone(String regex) {
        assertThatThrownBy(() -> IdentityProperty.matching("client", regex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a regular expression: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".*", "(.*)", "(?<Organization>.*)", "\\(?<organization>.*", "\\Q(?<organization>.*)\\E"})
    void shouldNameAPatternWithoutItsGroup(String regex) {
        assertThatThrownBy(() -> IdentityProperty.matching("client", regex))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has no group (?<organization>...)");
    }

    @Test
    void shouldTakeAnyPatternWithItsGroup() {
        Stream.of(
                        "(?<organization>.*)",
                        "(?x) (?<organization> .* ) # all",
                        "a(?:b(?<organization>c)?)?",
                        "(?i)^(?<organization>.+)$")
                .forEach(regex -> assertThatCode(() -> IdentityProperty.matching("client", regex))
                        .doesNotThrowAnyException());
    }
}
