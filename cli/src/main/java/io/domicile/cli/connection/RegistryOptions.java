package io.domicile.cli.connection;

import io.domicile.cli.UsageException;
import io.domicile.schemas.registry.Authentication;
import io.domicile.schemas.registry.SchemaRegistries;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistrySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that reads or writes framed Avro. */
public final class RegistryOptions {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 2;
    private static final Set<String> KNOWN = Set.of("username", "password", "token");

    @Option(
            names = "--registry-url",
            split = ",",
            paramLabel = "<url>",
            description =
                    "Base URL of the region's schema registry, several divided by commas. Or DOMICILE_REGISTRY_URL.")
    private List<String> urls = List.of();

    @Option(
            names = "--registry-config",
            paramLabel = "<file>",
            description = "Properties file with 'username' and 'password', or 'token'. Or DOMICILE_REGISTRY_CONFIG.")
    private @Nullable Path config;

    /** The registry, or empty where no address was given. */
    public Optional<SchemaRegistry> connectIfGiven() {
        return urls.isEmpty() ? Optional.empty() : Optional.of(connect());
    }

    /** @throws UsageException if no address was given, or one that cannot be used */
    public SchemaRegistry connect() {
        if (urls.isEmpty()) {
            throw new UsageException("--registry-url is needed");
        }
        try {
            List<URI> uris = urls.stream().map(URI::create).toList();
            return SchemaRegistries.connect(
                    new SchemaRegistrySettings(uris, authentication(), REQUEST_TIMEOUT, ATTEMPTS),
                    new SimpleMeterRegistry(),
                    "command");
        } catch (IllegalArgumentException unusable) {
            throw new UsageException("--registry-url cannot be used: " + unusable.getMessage());
        }
    }

    private Authentication authentication() {
        if (config == null) {
            return new Authentication.None();
        }
        Map<String, String> settings = PropertiesFile.read(config);
        if (!KNOWN.containsAll(settings.keySet())) {
            throw new UsageException(
                    "'" + config + "' may hold 'username' and 'password', or 'token', and nothing else");
        }
        String token = settings.get("token");
        String username = settings.get("username");
        String password = settings.get("password");
        if (token != null && username == null && password == null) {
            return new Authentication.Bearer(token);
        }
        if (token == null && username != null && password != null) {
            return new Authentication.Basic(username, password);
        }
        throw new UsageException("'" + config + "' must hold 'username' and 'password', or 'token'");
    }
}
