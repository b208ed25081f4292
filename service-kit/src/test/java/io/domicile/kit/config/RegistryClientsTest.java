package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.schemas.registry.Authentication;
import io.domicile.schemas.registry.SchemaRegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryClientsTest {

    @Test
    void shouldSendNoCredentialsWhereNoneAreConfigured() {
        SchemaRegistrySettings settings = settings(Map.of("hub.registry.request-timeout", "2s"));

        assertThat(settings.urls()).containsExactly(URI.create("http://one:1"));
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.attempts()).isEqualTo(3);
        assertThat(settings.auth()).isEqualTo(new Authentication.None());
    }

    @Test
    void shouldUseAUserAndItsPassword() {
        assertThat(settings(Map.of("hub.registry.username", "reader", "hub.registry.password", "pass"))
                        .auth())
                .isEqualTo(new Authentication.Basic("reader", "pass"));
    }

    @Test
    void shouldUseAToken() {
        assertThat(settings(Map.of("hub.registry.token", "bear")).auth()).isEqualTo(new Authentication.Bearer("bear"));
    }

    private static SchemaRegistrySettings settings(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(
                Map.of("hub.region", "eu-west", "hub.registry.urls", "http://one:1", "hub.audit.hmac-key", "AAAA"));
        properties.putAll(more);
        return RegistryClients.settings(
                Configurations.fromProperties(HubConfig.class, properties).registry());
    }
}
