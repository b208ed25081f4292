package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.domicile.residency.RegionId;
import io.reactivex.schedulers.Schedulers;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the MQTT client of each connection of one plan. A client has one thread of its own, which ends with its
 * connection; its listener is called on it.
 */
final class MqttClients implements BrokerClient.Factory {

    private final MqttConfig config;
    private final MqttVersion version;
    private final ConnectionPlan plan;
    private final String threadName;
    private final @Nullable MqttClientSslConfig tls;

    /** @throws IllegalArgumentException if a key or trust store cannot be read, or there is no such version */
    MqttClients(MqttConfig config, ConnectionPlan plan, RegionId region) {
        this.config = config;
        this.version = MqttVersion.parse(config.version())
                .orElseThrow(() -> new IllegalArgumentException("no MQTT version '" + config.version() + "'"));
        this.plan = plan;
        this.threadName = "bridge-mqtt-client " + region + '-' + plan.ordinal();
        this.tls = config.tls().enabled() ? TlsStores.load(config.tls()) : null;
    }

    @Override
    public Duration keepAlive() {
        return config.keepAlive();
    }

    @Override
    public Duration timeout() {
        return config.connectTimeout();
    }

    @Override
    public ConnectionPlan plan() {
        return plan;
    }

    @Override
    public BrokerClient create(BrokerClient.Listener listener) {
        MqttClientBuilder builder = builder(listener);
        return switch (version) {
            case MQTT_5 -> new Mqtt5BrokerClient(builder, config, plan.statusTopic(), listener);
            case MQTT_3_1_1 -> new Mqtt3BrokerClient(builder, config, plan.statusTopic(), listener);
        };
    }

    private MqttClientBuilder builder(BrokerClient.Listener listener) {
        Executor ownThread = task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            thread.start();
        };
        MqttClientBuilder builder = MqttClient.builder()
                .identifier(plan.clientId())
                .serverHost(config.host())
                .serverPort(config.port())
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(ownThread)
                        .nettyThreads(1)
                        .applicationScheduler(Schedulers.trampoline())
                        .build())
                .addDisconnectedListener(context -> listener.disconnected(context.getCause()));
        return tls == null ? builder : builder.sslConfig(tls);
    }
}
