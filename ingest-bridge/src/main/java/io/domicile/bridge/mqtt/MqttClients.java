package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuthBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictions;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectRestrictionsBuilder;
import io.domicile.residency.RegionId;
import io.reactivex.schedulers.Schedulers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the MQTT client of each connection. A client has one thread of its own, which ends with its connection; callbacks
 * run on it.
 */
final class MqttClients {

    private final MqttConfig config;
    private final RegionId region;
    private final @Nullable MqttClientSslConfig tls;

    /** @throws IllegalArgumentException if a key or trust store cannot be read */
    MqttClients(MqttConfig config, RegionId region) {
        this.config = config;
        this.region = region;
        this.tls = config.tls().enabled() ? TlsStores.load(config.tls()) : null;
    }

    Duration timeout() {
        return config.connectTimeout();
    }

    String filter() {
        return config.filter();
    }

    /** @param disconnected called on the client's thread when a connection, or an attempt at one, has ended */
    Mqtt5AsyncClient create(Runnable disconnected) {
        Executor ownThread = task -> {
            Thread thread = new Thread(task, "bridge-mqtt-client " + region);
            thread.setDaemon(true);
            thread.start();
        };
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(config.clientId().orElse("domicile-bridge-" + region))
                .serverHost(config.host())
                .serverPort(config.port())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(ownThread)
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build())
                .addDisconnectedListener(context -> disconnected.run());
        if (tls != null) {
            builder = builder.sslConfig(tls);
        }
        return builder.buildAsync();
    }

    Mqtt5Connect connect() {
        Mqtt5ConnectRestrictionsBuilder restrictions =
                Mqtt5ConnectRestrictions.builder().receiveMaximum(config.receiveMaximum());
        if (config.maximumPacketSize().isPresent()) {
            restrictions =
                    restrictions.maximumPacketSize(config.maximumPacketSize().get());
        }
        return Mqtt5Connect.builder()
                .cleanStart(false)
                .sessionExpiryInterval(config.sessionExpiry().toSeconds())
                .keepAlive((int) config.keepAlive().toSeconds())
                .restrictions(restrictions.build())
                .simpleAuth(credentials().orElse(null))
                .build();
    }

    private Optional<Mqtt5SimpleAuth> credentials() {
        return config.username().map(username -> {
            Mqtt5SimpleAuthBuilder.Complete auth = Mqtt5SimpleAuth.builder().username(username);
            return config.password()
                    .map(password -> auth.password(password.getBytes(StandardCharsets.UTF_8))
                            .build())
                    .orElseGet(auth::build);
        });
    }
}
