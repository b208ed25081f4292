package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientSslConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Key and trust stores as the MQTT client wants them. */
final class TlsStores {

    private TlsStores() {}

    /** @throws IllegalArgumentException if a store cannot be read; names its key and file, never a password */
    static MqttClientSslConfig load(TlsConfig tls) {
        MqttClientSslConfigBuilder builder = MqttClientSslConfig.builder();
        if (tls.trustStore().isPresent()) {
            builder = builder.trustManagerFactory(trust(tls.trustStore().get(), tls.trustStorePassword()));
        }
        if (tls.keyStore().isPresent()) {
            builder = builder.keyManagerFactory(keys(tls.keyStore().get(), tls.keyStorePassword()));
        }
        return builder.build();
    }

    private static TrustManagerFactory trust(Path path, Optional<String> password) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(open(path, password));
            return factory;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException("bridge.mqtt.tls.trust-store: cannot read '" + path + "'", unreadable);
        }
    }

    private static KeyManagerFactory keys(Path path, Optional<String> password) {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(open(path, password), password.orElse("").toCharArray());
            return factory;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException("bridge.mqtt.tls.key-store: cannot read '" + path + "'", unreadable);
        }
    }

    private static KeyStore open(Path path, Optional<String> password) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(path.toFile(), password.orElse("").toCharArray());
    }
}
