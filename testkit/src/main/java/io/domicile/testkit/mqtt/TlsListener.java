package io.domicile.testkit.mqtt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A port of an {@link EmbeddedMqtt} that speaks TLS.
 *
 * @param keyStore the broker's certificate and key
 * @param password of both stores and of the key
 * @param clients certificates whose clients are admitted; null admits clients without a certificate
 */
public record TlsListener(
        int port, Path keyStore, String password, @Nullable Path clients) {}
