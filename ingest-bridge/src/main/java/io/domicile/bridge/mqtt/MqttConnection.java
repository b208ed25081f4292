package io.domicile.bridge.mqtt;

import io.domicile.bridge.ledger.Delivery;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.Epoch;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from CONNECT to its end; it is never reconnected, its successor is a new object.
 *
 * <ol>
 *   <li>The flow of messages is registered before CONNECT: on a resumed session they arrive at once, and the client
 *       acknowledges by itself what nobody listens for.
 *   <li>It subscribes with quality of service 1 at most, and fails unless the broker grants exactly that.
 *   <li>It says that it is up after that, and that it is not before it ends; where it cannot, its last will does.
 *   <li>When it has ended, its epoch is closed, so that nothing is acknowledged that the broker will deliver again.
 *   <li>While the window is full the socket is not read, so the broker queues. Where that lasts, the connection ends
 *       before its keep-alive does: the client would go on to hold what it read.
 *   <li>No exception leaves the flow, for the client would stop it and stay connected.
 * </ol>
 */
final class MqttConnection {

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final Duration DISCONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(1);
    /** How long the socket may go unread; within every keep-alive, and within what brokers wait for. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(10);

    private static final Duration PATIENCE_STEP = Duration.ofMillis(100);
    /** Bytes that a message takes besides its content, about. */
    private static final int MESSAGE_OVERHEAD = 512;

    private static final int MAX_PENDING_NOTICES = 256;

    private final BrokerClient client;
    private final ConnectionPlan plan;
    private final Duration timeout;
    private final Duration patience;
    private final Epoch epoch;
    private final Window window;
    private final Intake intake;
    private final InstantSource clock;
    private final BridgeMeters meters;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CountDownLatch disconnected = new CountDownLatch(1);
    private final Set<Future<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Throwable endCause;
    private volatile boolean parked;

    /** When the broker was last heard of, by {@link System#nanoTime}. */
    private volatile long lastSign;

    MqttConnection(
            BrokerClient.Factory clients,
            Epoch epoch,
            Window window,
            Intake intake,
            InstantSource clock,
            BridgeMeters meters) {
        this.epoch = epoch;
        this.window = window;
        this.intake = intake;
        this.clock = clock;
        this.meters = meters;
        this.plan = clients.plan();
        this.timeout = clients.timeout();
        this.patience = shorter(LONGEST_PATIENCE, clients.keepAlive().dividedBy(3));
        this.client = clients.create(new Events());
    }

    /**
     * Connects and subscribes.
     *
     * @return whether the broker had kept the session
     */
    boolean open() throws MqttConnectionException, InterruptedException {
        boolean sessionPresent = await("CONNECT", client.connect());
        List<String> notGranted = await("SUBSCRIBE", client.subscribe(plan.filters()));
        if (!notGranted.isEmpty()) {
            meters.subscriptionsRefused(notGranted.size());
            throw new MqttConnectionException(
                    "the broker did not grant quality of service 1 on the bridge's filters",
                    "SUBSCRIBE answered " + String.join(", ", notGranted));
        }
        // After SUBSCRIBE: where the new filters replace the old, nothing may be missed in between
        if (sessionPresent && !plan.staleFilters().isEmpty()) {
            List<String> refused = await("UNSUBSCRIBE", client.unsubscribe(plan.staleFilters()));
            if (!refused.isEmpty()) {
                throw new MqttConnectionException(
                        "the broker did not end stale subscriptions",
                        "UNSUBSCRIBE answered " + String.join(", ", refused));
            }
        }
        String statusTopic = plan.statusTopic();
        if (statusTopic != null) {
            publish(BridgeStatus.online(statusTopic), MqttConnection::statusPublished);
        }
        return sessionPresent;
    }

    /** Whether it ended because the window stayed full: the next is to wait for room. */
    boolean isParked() {
        return parked;
    }

    /** Why the connection has ended, as a code; empty where the bridge ended it or it has not ended. */
    Optional<String> endReason() {
        return Optional.ofNullable(endCause).map(FailureReason::of);
    }

    /** Blocks until the connection has ended or is to end. */
    void awaitEnd() throws InterruptedException {
        ending.await();
    }

    /** Makes {@link #awaitEnd} return; whoever waits there closes. Any thread; does not block. */
    void requestEnd() {
        ending.countDown();
    }

    /** Publishes with quality of service 1. Any thread; does not block. */
    void publish(Publication publication, Consumer<Boolean> done) {
        if (ending.getCount() == 0 || pending.size() >= MAX_PENDING_NOTICES) {
            done.accept(false);
            return;
        }
        CompletableFuture<Boolean> sent = client.publish(publication);
        pending.add(sent);
        var unused = sent.whenComplete((taken, failure) -> {
            pending.remove(sent);
            done.accept(failure == null && taken);
        });
    }

    /** Ends the connection, keeping the session. What was acknowledged before goes out before. */
    void close() throws InterruptedException {
        requestEnd();
        if (client.isConnected()) {
            if (!parked) {
                sayOffline();
            }
            pending.add(client.disconnect());
        } else {
            // An attempt under way ends by being given up
            cancelPending();
        }
        boolean hasEnded =
                client.isDisconnected() || disconnected.await(DISCONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        epoch.close();
        if (hasEnded) {
            client.endFlow();
        } else {
            // The flow stays: without it the client would acknowledge by itself what still arrives
            LOG.atWarn().log("The MQTT connection did not end in time; leaving it");
        }
        cancelPending();
    }

    /** A future that never completes would keep the client's thread alive. */
    private void cancelPending() {
        pending.forEach(future -> future.cancel(true));
    }

    private void sayOffline() throws InterruptedException {
        String statusTopic = plan.statusTopic();
        if (statusTopic == null) {
            return;
        }
        CompletableFuture<Boolean> sent = client.publish(BridgeStatus.offline(statusTopic));
        pending.add(sent);
        try {
            statusPublished(sent.get(STATUS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException unanswered) {
            statusPublished(false);
        }
    }

    private static void statusPublished(boolean taken) {
        if (!taken) {
            LOG.atWarn().log("The broker did not take the bridge's status");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Empty where there is no room, or the connection is ending. Blocks the client's thread, and so the socket. */
    private Optional<Window.Place> place(Delivery delivery) throws InterruptedException {
        long size = delivery.bytes() + MESSAGE_OVERHEAD;
        if (ending.getCount() == 0) {
            return Optional.empty();
        }
        Optional<Window.Place> place = window.enter(size, Duration.ZERO);
        if (place.isPresent() || delivery.isAtMostOnce()) {
            return place;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (place.isEmpty() && ending.getCount() > 0 && System.nanoTime() < deadline) {
            place = window.enter(size, PATIENCE_STEP);
            // It is the reader that is silent
            lastSign = System.nanoTime();
        }
        return place;
    }

    /** Counted, and released when the connection ends; one of quality of service 0 is lost. */
    private void refuse(Delivery delivery) {
        Optional<InFlight> message = epoch.register(delivery, clock.instant());
        if (delivery.isAtMostOnce()) {
            message.ifPresent(lost -> lost.settle(Ending.NO_ROOM));
        } else if (ending.getCount() > 0) {
            parked = true;
            requestEnd();
        }
    }

    /**
     * Waits for the broker's answer for as long as it sends anything: on a resumed session the answer to SUBSCRIBE stands
     * behind all that was queued, and only silence is a failure.
     */
    private <T> T await(String what, CompletableFuture<T> answer) throws MqttConnectionException, InterruptedException {
        pending.add(answer);
        lastSign = System.nanoTime();
        AtomicBoolean ended = new AtomicBoolean();
        try {
            while (true) {
                try {
                    return answer.get(PATIENCE_STEP.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    if (System.nanoTime() - lastSign > timeout.toNanos()) {
                        throw new MqttConnectionException(what + " was not answered in time", notYet);
                    }
                    if (ending.getCount() == 0 && ended.getAndSet(true)) {
                        // The answer had a step's time to tell why
                        throw new MqttConnectionException(what + " was given up", notYet);
                    }
                }
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw new MqttConnectionException(what + " failed", cause == null ? failed : cause);
        } finally {
            if (answer.isDone()) {
                pending.remove(answer);
            }
        }
    }

    private final class Events implements BrokerClient.Listener {

        @Override
        public void received(Delivery delivery) {
            try {
                Optional<Window.Place> place = place(delivery);
                lastSign = System.nanoTime();
                if (place.isPresent()) {
                    epoch.register(delivery, clock.instant(), place.get()).ifPresent(intake::take);
                } else {
                    refuse(delivery);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                requestEnd();
            } catch (RuntimeException unforeseen) {
                meters.handlingFailed();
                LOG.atError()
                        .addKeyValue(LogKeys.ERROR, unforeseen.getClass().getName())
                        .log("A message could not be taken in; ending the connection to have it again");
                requestEnd();
            }
        }

        @Override
        public void flowFailed(Throwable cause) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.ERROR, cause.getClass().getSimpleName())
                    .log("The flow of messages ended; ending the connection");
            requestEnd();
        }

        @Override
        public void flowEnded() {
            requestEnd();
        }

        @Override
        public void disconnected(Throwable cause) {
            if (ending.getCount() > 0) {
                endCause = cause;
            }
            epoch.close();
            disconnected.countDown();
            requestEnd();
        }
    }
}
