package io.domicile.bridge.mqtt;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.refusal.NoticeSender;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps the connection of one plan up: one thread opens it, waits for its end, waits a little and opens the next.
 */
public final class MqttIngress implements NoticeSender {

    private static final Logger LOG = LoggerFactory.getLogger(MqttIngress.class);
    private static final String NOT_SUBSCRIBED = "MQTT not connected and subscribed";
    private static final String WINDOW_FULL = "window full, waiting for room";
    private static final Duration ROOM_STEP = Duration.ofMillis(200);

    private final RegionId region;
    private final MqttClients clients;
    private final AcknowledgementLedger ledger;
    private final Window window;
    private final Intake intake;
    private final BooleanSupplier takesMessages;
    private final InstantSource clock;
    private final BridgeMeters meters;
    private final ReconnectDelay delay;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable MqttConnection current;
    private volatile boolean subscribed;
    private volatile @Nullable String reason;
    /** Of the ingress's own thread. */
    private boolean hadSession;

    private volatile boolean dead;

    /**
     * @param takesMessages whether messages can be handled now; asked before a connection whose predecessor found the
     *     window full
     * @throws IllegalArgumentException if a key or trust store cannot be read
     */
    public MqttIngress(
            MqttConfig config,
            ConnectionPlan plan,
            RegionId region,
            AcknowledgementLedger ledger,
            Window window,
            Intake intake,
            BooleanSupplier takesMessages,
            InstantSource clock,
            RandomGenerator random,
            BridgeMeters meters) {
        this.region = region;
        this.clients = new MqttClients(config, plan, region);
        this.ledger = ledger;
        this.window = window;
        this.intake = intake;
        this.takesMessages = takesMessages;
        this.clock = clock;
        this.meters = meters;
        this.delay = new ReconnectDelay(config.reconnectAtMost(), random);
        this.thread = new Thread(this::run, "bridge-mqtt " + region + '-' + plan.ordinal());
    }

    public void start() {
        thread.start();
    }

    /** Whether the connection is up and the broker granted every subscription. */
    public boolean isSubscribed() {
        return subscribed;
    }

    /** Why {@link #isSubscribed} is false, in constant text and codes; empty while it is true. */
    public Optional<String> notReadyBecause() {
        if (subscribed) {
            return Optional.empty();
        }
        String known = reason;
        return Optional.of(known == null ? NOT_SUBSCRIBED : NOT_SUBSCRIBED + ": " + known);
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
        connection.publish(new Publication(topic, json, false, HeaderNames.JSON, expiry.toSeconds()), done);
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
                awaitRoom();
                stop = stopping.await(delay.after(lasted).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            dead = stopping.getCount() > 0;
        }
    }

    /** Where the last connection found the window full: until there is room, and something becomes of messages. */
    private void awaitRoom() throws InterruptedException {
        MqttConnection ended = current;
        boolean waiting = ended != null && ended.isParked();
        while (waiting && stopping.getCount() > 0) {
            waiting = !window.awaitRoom(ROOM_STEP)
                    || (!takesMessages.getAsBoolean() && !stopping.await(ROOM_STEP.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** One connection, or one attempt at it. Returns how long it lasted. */
    private Duration runOne() throws InterruptedException {
        MqttConnection connection = new MqttConnection(clients, ledger.openEpoch(), window, intake, clock, meters);
        current = connection;
        try {
            return stopping.getCount() == 0 ? Duration.ZERO : use(connection);
        } finally {
            subscribed = false;
            connection.close();
        }
    }

    private Duration use(MqttConnection connection) throws InterruptedException {
        boolean sessionPresent;
        try {
            sessionPresent = connection.open();
        } catch (MqttConnectionException failed) {
            if (connection.isParked()) {
                return parked();
            }
            failed(failed.reason(), String.valueOf(failed.getMessage()));
            return Duration.ZERO;
        }
        if (hadSession && !sessionPresent) {
            meters.sessionLost();
            LOG.atWarn().addKeyValue(LogKeys.REGION, region).log("The MQTT broker had lost the bridge's session");
        }
        hadSession = true;
        Instant since = clock.instant();
        subscribed = true;
        reason = null;
        meters.connectionOpened();
        LOG.atInfo().addKeyValue(LogKeys.REGION, region).log("Connected to the MQTT broker and subscribed");
        connection.awaitEnd();
        connection.endReason().ifPresent(why -> failed(why, "the connection ended"));
        if (connection.isParked()) {
            return parked();
        }
        return Duration.between(since, clock.instant());
    }

    private Duration parked() {
        meters.parked();
        failed(WINDOW_FULL, "the connection was ended");
        return Duration.ZERO;
    }

    /** A warning for each change of the reason; the attempts in between are not worth one. */
    private void failed(String why, String what) {
        LOG.atLevel(why.equals(reason) ? Level.DEBUG : Level.WARN)
                .addKeyValue(LogKeys.REGION, region)
                .addKeyValue(LogKeys.REASON, why)
                .addKeyValue(LogKeys.STATE, what)
                .log("No connection to the MQTT broker");
        reason = why;
    }
}
