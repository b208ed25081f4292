package io.domicile.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditConfigTest {

    @ConfigMapping(prefix = "x")
    public interface Holder {
        AuditConfig audit();
    }

    @Test
    void shouldHaveNoDefaultKey() {
        assertThatThrownBy(() -> Configurations.fromProperties(Holder.class, Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("x.audit.hmac-key: required, but not set");
    }

    @Test
    void shouldMapEveryKey() {
        assertThat(Configurations.fromProperties(Holder.class, Map.of("x.audit.hmac-key", "c2VjcmV0"))
                        .audit()
                        .hmacKey())
                .isEqualTo("c2VjcmV0");
    }
}
