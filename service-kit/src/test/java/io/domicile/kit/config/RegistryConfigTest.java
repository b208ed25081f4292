package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {

    @ConfigMapping(prefix = "x")
    public interface Holder {
        RegistryConfig registry();
    }

    @Test
    void shouldHaveTheseDefaults() {
        RegistryConfig config = Configurations.fromProperties(Holder.class, Map.of("x.registry.urls", "http://one:1"))
                .registry();

        assertThat(config.urls()).containsExactly("http://one:1");
        assertThat(config.username()).isEmpty();
        assertThat(config.password()).isEmpty();
        assertThat(config.token()).isEmpty();
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void shouldMapEveryKey() {
        RegistryConfig config = Configurations.fromProperties(
                        Holder.class,
                        Map.of(
                                "x.registry.urls", "http://one:1,http://two:1",
                                "x.registry.username", "reader",
                                "x.registry.password", "pass",
                                "x.registry.token", "bear",
                                "x.registry.request-timeout", "PT1.5S"))
                .registry();

        assertThat(config.urls()).containsExactly("http://one:1", "http://two:1");
        assertThat(config.username()).contains("reader");
        assertThat(config.password()).contains("pass");
        assertThat(config.token()).contains("bear");
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMillis(1500));
    }
}
