package io.domicile.bridge;

import io.domicile.bridge.barrier.InHand;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.refusal.NoticeSender;
import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All lanes of a bridge. */
final class Lanes implements NoticeSender, InHand {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration MQTT_TIMEOUT = Duration.ofSeconds(7);
    private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(7);

    private volatile List<Lane> lanes = List.of();

    /** Called once, before anything is started. */
    void are(List<Lane> all) {
        lanes = List.copyOf(all);
    }

    List<Lane> all() {
        return lanes;
    }

    void start() {
        lanes.forEach(Lane::start);
    }

    boolean isAnyDead() {
        return lanes.stream().anyMatch(Lane::isDead);
    }

    boolean areAllSubscribed() {
        return lanes.stream().allMatch(lane -> lane.mqtt().isSubscribed());
    }

    boolean isKafkaReachable() {
        return lanes.stream().allMatch(Lane::isKafkaReachable);
    }

    List<String> problems() {
        return lanes.stream()
                .flatMap(lane -> lane.problems().stream())
                .distinct()
                .toList();
    }

    CountSnapshot counts() {
        return CountSnapshot.sum(lanes.stream().map(Lane::counts).toList());
    }

    Duration oldestAge(Instant now) {
        return lanes.stream()
                .map(lane -> lane.oldestAge(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The longest time for which messages of a lane have been in hand and none has ended. */
    Duration stalledFor() {
        return lanes.stream().map(Lane::stalledFor).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    int windowMessages() {
        return lanes.stream().mapToInt(lane -> lane.window().messages()).sum();
    }

    long windowBytes() {
        return lanes.stream().mapToLong(lane -> lane.window().bytes()).sum();
    }

    @Override
    public void turn() {
        lanes.forEach(lane -> lane.window().turn());
    }

    @Override
    public boolean isTurned() {
        return lanes.stream().allMatch(lane -> lane.window().isTurned());
    }

    /** Over any connection that is up. */
    @Override
    public void send(String topic, byte[] json, Duration expiry, Consumer<Boolean> done) {
        Optional<Lane> connected =
                lanes.stream().filter(lane -> lane.mqtt().isSubscribed()).findFirst();
        if (connected.isPresent()) {
            connected.get().mqtt().send(topic, json, expiry, done);
        } else {
            done.accept(false);
        }
    }

    /**
     * Takes nothing more in, waits for Kafka, ends the connections and the workers; each step for all lanes at once.
     *
     * @param settling how long to wait for Kafka
     * @return whether everything that was taken in has ended
     */
    boolean close(Duration settling) throws InterruptedException {
        lanes.forEach(Lane::stopIntake);
        long deadline = deadline(settling);
        boolean settled = true;
        for (Lane lane : lanes) {
            settled &= lane.awaitSettled(until(deadline));
        }
        if (!settled) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.COUNT, counts().inFlight())
                    .log("Stopping with messages unacknowledged; the MQTT broker will deliver them again");
        }
        lanes.forEach(Lane::stopMqtt);
        deadline = deadline(MQTT_TIMEOUT);
        for (Lane lane : lanes) {
            lane.awaitMqttStopped(until(deadline));
        }
        abandon();
        deadline = deadline(WORKER_TIMEOUT);
        boolean ended = settled;
        for (Lane lane : lanes) {
            ended &= lane.awaitWorker(until(deadline)) && lane.window().messages() == 0;
        }
        return ended;
    }

    /** Begins to end the workers. */
    void abandon() {
        lanes.forEach(Lane::abandon);
    }

    private static long deadline(Duration fromNow) {
        return System.nanoTime() + fromNow.toNanos();
    }

    private static Duration until(long deadline) {
        return Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime()));
    }
}
