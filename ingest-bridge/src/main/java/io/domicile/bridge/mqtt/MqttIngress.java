package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.refusal.NoticeSender;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection to the broker up: one thread opens it, waits for its end, waits a little and opens the next. */
public final class MqttIngress implements NoticeSender {

    private static final Logger LOG = LoggerFactory.getLogger(MqttIngress.class);

    private final RegionId region;
    private final MqttClients clients;
    private final AcknowledgementLedger ledger;
    private final Intake intake;
    private final InstantSource clock;
    private final BridgeMeters meters;
    private final ReconnectDelay delay;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable MqttConnection current;
    private volatile boolean subscribed;
    private volatile boolean dead;

    /** @throws IllegalArgumentException if a key or trust store cannot be read */
    public MqttIngress(
            MqttConfig config,
            RegionId region,
            AcknowledgementLedger ledger,
            Intake intake,
            InstantSource clock,
            RandomGenerator random,
            BridgeMeters meters) {
        this.region = region;
        this.clients = new MqttClients(config, region);
        this.ledger = ledger;
        this.intake = intake;
        this.clock = clock;
        this.meters = meters;
        this.delay = new ReconnectDelay(config.reconnectAtMost(), random);
        this.thread = new Thread(this::run, "bridge-mqtt " + region);
    }

    public void start() {
        thread.start();
    }

    /** Whether the connection is up and the broker granted the subscription. */
    public boolean isSubscribed() {
        return subscribed;
    }

    /** Whether the thread has ended though nobody told it to. */
    public boolean isDead() {
        return dead;
    }

    @Override
    public void send(String topic, byte[] json, Duration expiry, Consumer<Boolean> done) {
        MqttConnection connection = current;
        if (connection == null || !subscribed) {
            done.accept(false);
            return;
        }
        connection.publish(
                Mqtt5Publish.builder()
                        .topic(topic)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(json)
                        .contentType(HeaderNames.JSON)
                        .messageExpiryInterval(expiry.toSeconds())
                        .build(),
                done);
    }

    /** Begins to end the connection, keeping the session, and the thread. Does not block. */
    public void stop() {
        stopping.countDown();
        MqttConnection connection = current;
        if (connection != null) {
            connection.requestEnd();
        }
    }

    /** Waits for what {@link #stop} began. */
    public void awaitStopped(Duration atMost) throws InterruptedException {
        thread.join(Math.max(1, atMost.toMillis()));
    }

    private void run() {
        try {
            boolean stop = false;
            while (!stop) {
                Duration lasted = runOne();
                intake.connectionEnded();
                stop = stopping.await(delay.after(lasted).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            dead = stopping.getCount() > 0;
        }
    }

    /** One connection, or one attempt at it. Returns how long it lasted. */
    private Duration runOne() throws InterruptedException {
        MqttConnection connection = new MqttConnection(clients, ledger.openEpoch(), intake, clock, meters);
        current = connection;
        try {
            return stopping.getCount() == 0 ? Duration.ZERO : use(connection);
        } finally {
            subscribed = false;
            connection.close();
        }
    }

    private Duration use(MqttConnection connection) throws InterruptedException {
        try {
            connection.open();
        } catch (MqttConnectionException failed) {
            Throwable cause = failed.getCause();
            LOG.atWarn()
                    .addKeyValue(LogKeys.REGION, region)
                    .addKeyValue(LogKeys.REASON, failed.getMessage())
                    .addKeyValue(
                            LogKeys.ERROR,
                            cause == null ? "none" : cause.getClass().getSimpleName())
                    .log("No connection to the MQTT broker");
            return Duration.ZERO;
        }
        Instant since = clock.instant();
        subscribed = true;
        meters.connectionOpened();
        LOG.atInfo().addKeyValue(LogKeys.REGION, region).log("Connected to the MQTT broker and subscribed");
        connection.awaitEnd();
        return Duration.between(since, clock.instant());
    }
}
