package io.domicile.residency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.region.Jurisdiction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "acme", "eu-west", "a-", "a--b", "9lives", "0123456789abcdef"})
    void shouldAcceptOpaqueIds(String text) {
        assertThat(new OrganizationId(text).value()).isEqualTo(text);
        assertThat(OrganizationId.parse(text)).contains(new OrganizationId(text));
        assertThat(new RegionId(text).value()).isEqualTo(text);
        assertThat(RegionId.parse(text)).contains(new RegionId(text));
    }

    @Test
    void shouldAcceptSixtyThreeCharactersAndNotOneMore() {
        assertThat(OrganizationId.parse(LONGEST)).isPresent();
        assertThat(OrganizationId.parse(LONGEST + "a")).isEmpty();
        assertThat(RegionId.parse(LONGEST + "a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-acme",
                "Acme Secret",
                "acme secret",
                "jane.doe@example.com",
                "acme/secret",
                "acme_x",
                "acme\n",
                "\u00e4cme",
                "acme\u0000",
                "\u0661\u0662"
            })
    void shouldRejectOtherTextAndNotRepeatIt(String text) {
        assertThat(OrganizationId.parse(text)).isEmpty();
        assertThat(RegionId.parse(text)).isEmpty();
        for (Runnable attempt : new Runnable[] {() -> new OrganizationId(text), () -> new RegionId(text)}) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(IllegalIdException.class)
                    .satisfies(rejected -> {
                        assertThat(rejected).hasMessageContaining("[a-z0-9][a-z0-9-]{0,62}");
                        if (text.length() > 1) {
                            assertThat(rejected.toString()).doesNotContain(text);
                        }
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "E", "eu", "EU1", "ABCDEFGHI", "E U", "\u00c4U", "Liechtenstein"})
    void shouldRejectMalformedJurisdictionsAndNotRepeatThem(String code) {
        assertThatThrownBy(() -> new Jurisdiction(code))
                .isInstanceOf(IllegalIdException.class)
                .satisfies(rejected -> {
                    if (code.length() > 2) {
                        assertThat(rejected.toString()).doesNotContain(code);
                    }
                });
    }

    @Test
    void shouldWithholdOrganizationsAndShowRegions() {
        assertThat(new OrganizationId("acme")).hasToString("organization(withheld)");
        assertThat(new RegionId("eu-west")).hasToString("eu-west");
        assertThat(new Jurisdiction("EU")).hasToString("EU");
    }

    @Test
    void shouldOrderIdsByTheirText() {
        assertThat(new OrganizationId("acme")).isLessThan(new OrganizationId("borealis"));
        assertThat(new RegionId("eu-central")).isLessThan(new RegionId("eu-west"));
    }
}
