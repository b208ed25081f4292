package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyConfigTest {

    @ConfigMapping(prefix = "x")
    public interface Holder {
        PolicyConfig policy();
    }

    @Test
    void shouldHaveTheseDefaults() {
        PolicyConfig config =
                Configurations.fromProperties(Holder.class, Map.of()).policy();

        assertThat(config.mirrors()).isEmpty();
        assertThat(config.lease()).isEmpty();
        assertThat(config.closedGateWait()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldMapEveryKey() {
        PolicyConfig config = Configurations.fromProperties(
                        Holder.class,
                        Map.of(
                                "x.policy.mirrors",
                                "us-east,us-west",
                                "x.policy.closed-gate-wait",
                                "2m",
                                "x.policy.lease",
                                "20s"))
                .policy();

        assertThat(config.mirrors().orElseThrow()).containsExactlyInAnyOrder("us-east", "us-west");
        assertThat(config.closedGateWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.lease()).contains(Duration.ofSeconds(20));
    }
}
