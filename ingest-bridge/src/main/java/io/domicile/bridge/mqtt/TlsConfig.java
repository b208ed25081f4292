package io.domicile.bridge.mqtt;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** TLS of the MQTT connection. */
public interface TlsConfig {

    @WithDefault("false")
    boolean enabled();

    /** Certificates to trust, PKCS #12 or JKS; the JDK's own where it is not set. */
    Optional<Path> trustStore();

    Optional<String> trustStorePassword();

    /** The bridge's certificate and key for mutual TLS, PKCS #12 or JKS. */
    Optional<Path> keyStore();

    Optional<String> keyStorePassword();
}
