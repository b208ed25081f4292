package io.domicile.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistrySettingsTest {

    @Test
    void shouldDropATrailingSlash() {
        assertThat(settings("https://registry:8081/").urls()).containsExactly(URI.create("https://registry:8081"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://registry", "registry:8081", "http:/registry", "http://registry?a=b", "http://r#f"})
    void shouldRefuseWhatIsNoBaseUrl(String url) {
        assertThatThrownBy(() -> settings(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hush@registry", "http://me:hush@reg_istry:1"})
    void shouldRefuseCredentialsInAUrlWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> settings(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void shouldRefuseWhatCannotWork() {
        List<URI> urls = List.of(URI.create("http://registry"));
        Authentication none = new Authentication.None();
        assertThatThrownBy(() -> new SchemaRegistrySettings(List.of(), none, Duration.ofSeconds(1), 1))
                .hasMessageContaining("URL");
        assertThatThrownBy(() -> new SchemaRegistrySettings(urls, none, Duration.ZERO, 1))
                .hasMessageContaining("time-out");
        assertThatThrownBy(() -> new SchemaRegistrySettings(urls, none, Duration.ofSeconds(1), 0))
                .hasMessageContaining("once");
    }

    private static SchemaRegistrySettings settings(String url) {
        return new SchemaRegistrySettings(
                List.of(URI.create(url)), new Authentication.None(), Duration.ofSeconds(5), 3);
    }
}
