package io.domicile.kit.config;

import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.Authentication;
import io.domicile.schemas.registry.SchemaRegistries;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistrySettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;

/** Schema registry clients from configuration. */
public final class RegistryClients {

    /** How often an unavailable registry is asked before the caller hears of it. */
    private static final int ATTEMPTS = 3;

    private RegistryClients() {}

    /**
     * A client of the region's registry; connects to nothing yet.
     *
     * @throws IllegalArgumentException if the configuration has what {@link ConfigurationChecks#registry} reports
     */
    public static SchemaRegistry connect(RegistryConfig config, RegionId region, MeterRegistry meters) {
        return SchemaRegistries.connect(settings(config), meters, region.value());
    }

    static SchemaRegistrySettings settings(RegistryConfig config) {
        return new SchemaRegistrySettings(
                config.urls().stream().map(URI::create).toList(),
                authentication(config),
                config.requestTimeout(),
                ATTEMPTS);
    }

    private static Authentication authentication(RegistryConfig config) {
        if (config.token().isPresent()) {
            return new Authentication.Bearer(config.token().get());
        }
        return config.username()
                .<Authentication>map(username ->
                        new Authentication.Basic(username, config.password().orElse("")))
                .orElseGet(Authentication.None::new);
    }
}
