package io.domicile.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration with every shape that services use. */
@ConfigMapping(prefix = "hub")
public interface HubConfig {

    String region();

    Map<String, String> kafka();

    RegistryConfig registry();

    Optional<RegistryConfig> secondRegistry();

    PolicyConfig policy();

    AuditConfig audit();

    AdminConfig admin();

    Optional<List<String>> routes();

    Map<String, Gap> classes();

    @WithDefault("1s")
    Duration patience();

    @WithDefault("true")
    boolean ordered();

    @WithDefault("halt")
    OnGap onGap();

    interface Gap {

        @WithDefault("halt")
        OnGap onGap();
    }

    enum OnGap {
        HALT,
        RE_SYNC
    }
}
