package io.domicile.kit.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The region's schema registry. */
public interface RegistryConfig {

    /** Base URLs of one registry, tried in order; at least one. */
    List<String> urls();

    /** User of basic authentication; needs a password. */
    Optional<String> username();

    Optional<String> password();

    /** Bearer token; excludes basic authentication. */
    Optional<String> token();

    /** Time-out of one request. */
    @WithDefault("5s")
    Duration requestTimeout();
}
