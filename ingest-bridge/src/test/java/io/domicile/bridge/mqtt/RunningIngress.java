package io.domicile.bridge.mqtt;

import static org.awaitility.Awaitility.await;

import io.domicile.bridge.ledger.AcknowledgementLedger;
import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.Window;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.residency.RegionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** A started {@link MqttIngress} of its settings' first plan that acknowledges and keeps whatever arrives. */
final class RunningIngress implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final RegionId HERE = new RegionId("eu-west");

    final Queue<MqttMessage> received = new ConcurrentLinkedQueue<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final MqttIngress ingress;

    private RunningIngress(MqttConfig config) {
        this.ingress = new MqttIngress(
                config,
                ConnectionPlan.of(config, HERE).get(0),
                HERE,
                new AcknowledgementLedger(),
                new Window(1_000, 1_000_000, InstantSource.system()),
                new Keeping(),
                () -> true,
                InstantSource.system(),
                new Random(7),
                new BridgeMeters(meters, HERE));
    }

    static RunningIngress start(Map<String, String> settings) {
        RunningIngress running = new RunningIngress(MqttSettings.of(settings));
        running.ingress.start();
        return running;
    }

    RunningIngress awaitSubscribed() {
        await().atMost(PATIENCE).until(ingress::isSubscribed);
        return this;
    }

    /** @param reasons any of these */
    void awaitNotReadyBecause(String... reasons) {
        List<String> texts = Stream.of(reasons)
                .map(reason -> "MQTT not connected and subscribed: " + reason)
                .toList();
        await().atMost(PATIENCE).until(() -> ingress.notReadyBecause().orElse("ready"), texts::contains);
    }

    void awaitReceived(String... topics) {
        await().atMost(PATIENCE)
                .until(() -> received.stream().map(MqttMessage::topic).toList(), List.of(topics)::equals);
    }

    double count(String meter) {
        return meters.get(meter).counter().count();
    }

    @Override
    public void close() {
        ingress.stop();
        try {
            ingress.awaitStopped(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Keeping implements Intake {

        @Override
        public void take(InFlight message) {
            message.settle(Ending.STORED);
            // Last: whoever waits for it may end the connection, and the acknowledgement is to come before
            received.add(message.message());
        }

        @Override
        public void connectionEnded() {}
    }
}
