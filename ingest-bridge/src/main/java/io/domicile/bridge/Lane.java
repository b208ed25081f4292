package io.domicile.bridge;

import io.domicile.bridge.forward.ForwardWorker;
import io.domicile.bridge.forward.KafkaSink;
import io.domicile.bridge.forward.TaskQueue;
import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.CountSnapshot;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.mqtt.MqttIngress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One MQTT connection and all that handles its messages: ledger, queue, one worker thread, one producer. Lanes share
 * nothing, so the order within a lane is the order of arrival.
 */
final class Lane {

    private final AcknowledgementLedger ledger;
    private final Window window;
    private final TaskQueue queue;
    private final KafkaSink sink;
    private final MqttIngress mqtt;
    private final ForwardWorker worker;
    private final Thread workerThread;

    /** Of the thread that closes. */
    private long takenIn;

    Lane(
            AcknowledgementLedger ledger,
            Window window,
            TaskQueue queue,
            KafkaSink sink,
            MqttIngress mqtt,
            ForwardWorker worker,
            String workerName) {
        this.ledger = ledger;
        this.window = window;
        this.queue = queue;
        this.sink = sink;
        this.mqtt = mqtt;
        this.worker = worker;
        this.workerThread = new Thread(worker, workerName);
    }

    void start() {
        workerThread.start();
        mqtt.start();
    }

    MqttIngress mqtt() {
        return mqtt;
    }

    boolean isDead() {
        return worker.isDead() || mqtt.isDead();
    }

    boolean isKafkaReachable() {
        return sink.problem().isEmpty();
    }

    /** What stands in the way of messages, if anything does. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        mqtt.notReadyBecause().ifPresent(problems::add);
        worker.heldBackBecause().ifPresent(problems::add);
        return problems;
    }

    CountSnapshot counts() {
        return ledger.snapshot();
    }

    Duration oldestAge(Instant now) {
        return ledger.oldestAge(now);
    }

    Duration stalledFor() {
        return window.stalledFor();
    }

    Window window() {
        return window;
    }

    /** From now on nothing more is taken in; the first step of closing. */
    void stopIntake() {
        takenIn = ledger.mark();
        queue.stopIntake(takenIn);
    }

    /**
     * Waits for Kafka to acknowledge what was taken in.
     *
     * @return false where the time was over first; the broker will deliver the rest again
     */
    boolean awaitSettled(Duration atMost) throws InterruptedException {
        return !workerThread.isAlive() || ledger.awaitSettled(takenIn, atMost);
    }

    /** Begins to end the connection. Does not block. */
    void stopMqtt() {
        mqtt.stop();
    }

    void awaitMqttStopped(Duration atMost) throws InterruptedException {
        mqtt.awaitStopped(atMost);
    }

    /** Begins to end the worker. Does not block. */
    void abandon() {
        worker.abandon();
    }

    /** Whether the worker, and with it its producer, has ended. */
    boolean awaitWorker(Duration atMost) throws InterruptedException {
        workerThread.join(Math.max(1, atMost.toMillis()));
        return !workerThread.isAlive();
    }
}
