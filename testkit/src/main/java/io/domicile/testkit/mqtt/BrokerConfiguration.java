package io.domicile.testkit.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The broker's {@code config.xml}. */
final class BrokerConfiguration {

    private static final String TEMPLATE = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tcp-listener><port>%d</port><bind-address>%s</bind-address></tcp-listener>
            %s
              </listeners>
              <mqtt>
                <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard</strategy></queued-messages>
                <packets><max-packet-size>%d</max-packet-size></packets>
                <receive-maximum><server-receive-maximum>65535</server-receive-maximum></receive-maximum>
              </mqtt>
              <persistence><mode>%s</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    private static final String TLS_TEMPLATE = """
            <tls-tcp-listener>
              <port>%d</port><bind-address>%s</bind-address>
              <tls>
                <keystore><path>%s</path><password>%s</password><private-key-password>%s</private-key-password></keystore>
                %s
              </tls>
            </tls-tcp-listener>
            """;
    private static final String CLIENTS_TEMPLATE = """
            <truststore><path>%s</path><password>%s</password></truststore>
            <client-authentication-mode>REQUIRED</client-authentication-mode>
            """;

    private BrokerConfiguration() {}

    static void write(Path directory, String host, int port, MqttOptions options) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("config.xml"),
                    TEMPLATE.formatted(
                            port,
                            host,
                            options.tlsListeners().stream()
                                    .map(listener -> tls(host, listener))
                                    .collect(Collectors.joining()),
                            options.maximumQueueSize(),
                            options.maximumPacketSize(),
                            options.persistence().mode()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String tls(String host, TlsListener listener) {
        Path clients = listener.clients();
        return TLS_TEMPLATE.formatted(
                listener.port(),
                host,
                listener.keyStore(),
                listener.password(),
                listener.password(),
                clients == null ? "" : CLIENTS_TEMPLATE.formatted(clients, listener.password()));
    }
}
