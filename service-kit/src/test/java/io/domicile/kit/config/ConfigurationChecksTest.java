package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.residency.RegionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationChecksTest {

    private static final String GOOD_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final Problems problems = new Problems("test");
    private final ConfigurationChecks checks = new ConfigurationChecks(Catalogues.builtIn(), problems);

    @Test
    void shouldReportEverythingTogetherAndNoSecret() {
        HubConfig config = hub(Map.of(
                "hub.policy.mirrors", "eu-west,mars,us-east",
                "hub.policy.lease", "2999ms",
                "hub.audit.hmac-key", "c2VjcmV0",
                "hub.admin.port", "70000",
                "hub.registry.urls", "ftp://one,http://user:sesame@two:1,http://three:1/?token=sesame",
                "hub.registry.username", "reader",
                "hub.registry.token", "bear"));

        checks.policy("hub.policy", config.policy(), "eu-west");
        checks.audit("hub.audit", config.audit());
        checks.admin("hub.admin", config.admin());
        checks.registry("hub.registry", config.registry());

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, problems::throwIfAny);
        assertThat(thrown.problems())
                .extracting(ConfigurationException.Problem::toString)
                .containsExactlyInAnyOrder(
                        "hub.admin.port: 70000 is not a port between 0 and 65535",
                        "hub.audit.hmac-key: a key of 6 bytes is too short; it needs at least 32",
                        "hub.policy.mirrors: contains the own region 'eu-west'",
                        "hub.policy.mirrors: unknown region 'mars'; the catalogue lists [ap-northeast, ap-southeast,"
                                + " eu-central, eu-west, us-east, us-west]",
                        "hub.policy.lease: must lie between 3s and 1d; three times the interval of 'domicile policy"
                                + " serve' or more",
                        "hub.registry: username and password are only good together",
                        "hub.registry: has both a token and a username; a registry is asked with one of them",
                        "hub.registry.urls: an entry is not a URL such as https://registry.example:8081",
                        "hub.registry.urls: an entry holds credentials; they belong in username and password",
                        "hub.registry.urls: an entry has a query or a fragment; a base URL has neither");
        assertThat(thrown).hasMessageNotContaining("sesame").hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void shouldFindNothingWhereAllIsGood() {
        HubConfig config = hub(Map.of("hub.policy.mirrors", "us-east", "hub.audit.hmac-key", GOOD_KEY));

        checks.policy("hub.policy", config.policy(), "eu-west");
        checks.audit("hub.audit", config.audit());
        checks.admin("hub.admin", config.admin());
        checks.registry("hub.registry", config.registry());

        assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"2999ms,false", "3s,true", "1d,true", "25h,false"})
    void shouldTakeLeasesOfThreeSecondsToADay(String lease, boolean isGood) {
        checks.policy("hub.policy", hub(Map.of("hub.policy.lease", lease)).policy(), "eu-west");

        assertThat(problems.isEmpty()).isEqualTo(isGood);
    }

    @Test
    void shouldGiveTheKnownRegions() {
        assertThat(checks.region("hub.region", "eu-west")).contains(new RegionId("eu-west"));
        assertThat(checks.region("hub.region", "Eu West")).isEmpty();
        assertThat(checks.otherRegions("hub.routes", List.of("us-east", "nowhere"), "eu-west"))
                .containsExactly(new RegionId("us-east"));
        assertThat(problems.isEmpty()).isFalse();
    }

    @Test
    void shouldNotQuoteAKeyThatIsNotBase64() {
        checks.audit("hub.audit", hub(Map.of("hub.audit.hmac-key", "sesame!")).audit());

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, problems::throwIfAny);
        assertThat(thrown).hasMessageEndingWith("hub.audit.hmac-key: not base64");
    }

    private static HubConfig hub(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "hub.region", "eu-west",
                "hub.kafka.bootstrap.servers", "b:1",
                "hub.registry.urls", "http://one:1",
                "hub.audit.hmac-key", GOOD_KEY));
        properties.putAll(more);
        return Configurations.fromProperties(HubConfig.class, properties);
    }
}
