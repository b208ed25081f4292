package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminConfigTest {

    @ConfigMapping(prefix = "x")
    public interface Holder {
        AdminConfig admin();
    }

    @Test
    void shouldHaveTheseDefaults() {
        AdminConfig config =
                Configurations.fromProperties(Holder.class, Map.of()).admin();

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
    }

    @Test
    void shouldMapEveryKey() {
        AdminConfig config = Configurations.fromProperties(
                        Holder.class, Map.of("x.admin.host", "0.0.0.0", "x.admin.port", "9999"))
                .admin();

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(9999);
    }
}
