package io.domicile.it.bridge;

import io.domicile.it.process.ForkedService;
import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.mqtt.MqttBroker;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An MQTT broker of one kind and a bridge that reaches it by way of a fault proxy. */
record Site(BrokerKind kind, MqttBroker broker, FaultProxy proxy, ForkedService bridge) implements AutoCloseable {

    /** One site for each kind of broker there is, their bridges ready; all share the region. */
    static List<Site> startAll(BridgeRegion region, Path directory) {
        List<Site> sites = new ArrayList<>();
        Stream.of(BrokerKind.values())
                .filter(BrokerKind::isAvailable)
                .forEach(kind -> sites.add(start(kind, region, directory)));
        sites.forEach(site -> site.bridge.awaitReady());
        return sites;
    }

    private static Site start(BrokerKind kind, BridgeRegion region, Path directory) {
        MqttBroker broker = kind.start();
        FaultProxy proxy = FaultProxy.to(broker.port());
        return new Site(
                kind,
                broker,
                proxy,
                ForkedService.start(
                        "bridge",
                        kind.id(),
                        directory,
                        adminPort -> region.bridgeYaml(proxy.port(), adminPort, "client-id: outage-" + kind.id())));
    }

    /** Devices of this site whose names begin so. */
    DeviceLoad load(String name) {
        return new DeviceLoad(broker, name + '-' + kind.id());
    }

    StoredNumbers stored(BridgeRegion region, String name) {
        return region.stored(name + '-' + kind.id());
    }

    /** How many MQTT connections the bridge has opened. */
    int connections() {
        return (int) bridge.admin().metric("domicile_bridge_connections_total", "");
    }

    /** Bytes of heap in use; 0 where the bridge does not answer. */
    long heap() {
        try {
            return (long) bridge.admin().metric("jvm_memory_used_bytes", "area=\"heap\"");
        } catch (UncheckedIOException silent) {
            return 0;
        }
    }

    boolean isNotReady() {
        return bridge.admin().readiness() == 503;
    }

    @Override
    public void close() {
        bridge.close();
        proxy.close();
        broker.close();
    }
}
