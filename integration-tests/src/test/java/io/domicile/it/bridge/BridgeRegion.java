package io.domicile.it.bridge;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.fault.FaultProxy;
import io.domicile.testkit.io.ScratchDirectory;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.registry.RegistryProcess;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a bridge needs besides an MQTT broker: Kafka behind a fault proxy, a schema registry, topics, and the policy of
 * {@code acme}, which is at home here.
 */
final class BridgeRegion implements AutoCloseable {

    static final String TELEMETRY = "ingress.telemetry";

    private static final RegionId HERE = new RegionId("eu-west");
    private static final String ACME = "acme";
    private static final String HMAC_KEY = "cHJvY2Vzcy10ZXN0cy1vbmx5LXByb2Nlc3MtdGVzdHMtb25seS0=";

    private final EmbeddedKafka kafka;
    private final FaultProxy kafkaProxy;
    private final RegistryProcess registry;
    private final ScratchDirectory directory;

    private BridgeRegion(
            EmbeddedKafka kafka, FaultProxy kafkaProxy, RegistryProcess registry, ScratchDirectory directory) {
        this.kafka = kafka;
        this.kafkaProxy = kafkaProxy;
        this.registry = registry;
        this.directory = directory;
    }

    static BridgeRegion start() throws Exception {
        List<Integer> ports = FreePorts.several(2);
        ScratchDirectory directory = ScratchDirectory.at(null, "domicile-registry-");
        EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults().withCrossRegion(0, ports.get(0)));
        BridgeRegion region = new BridgeRegion(
                kafka,
                FaultProxy.start(ports.get(0), kafka.crossRegionPort()),
                RegistryProcess.start(ports.get(1), directory.path().resolve("registry.log")),
                directory);
        region.prepare();
        return region;
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    /** What lies between Kafka and the bridge. */
    FaultProxy kafkaProxy() {
        return kafkaProxy;
    }

    /** What devices of a name's prefix have stored from now on. */
    StoredNumbers stored(String device) {
        return new StoredNumbers(kafka.bootstrapServers(), TELEMETRY, ACME + '/' + device + '-');
    }

    List<StoredNumbers.Expected> published(DeviceLoad load) {
        return load.published(ACME);
    }

    /**
     * A bridge's configuration file.
     *
     * @param mqtt further lines of its part {@code mqtt}
     */
    String bridgeYaml(int mqttPort, int adminPort, String... mqtt) {
        return """
                bridge:
                  region: eu-west
                  kafka: {bootstrap.servers: "%s"}
                  registry: {urls: ["%s"]}
                  audit: {hmac-key: "%s"}
                  admin: {port: %d}
                  stalled-after: 2s
                  mqtt:
                    host: 127.0.0.1
                    port: %d
                    receive-maximum: 65535
                    %s
                """.formatted(
                        kafka.crossRegionBootstrapServers(),
                        registry.url(),
                        HMAC_KEY,
                        adminPort,
                        mqttPort,
                        String.join("\n    ", mqtt));
    }

    @Override
    public void close() {
        kafkaProxy.close();
        registry.close();
        directory.close();
        kafka.close();
    }

    private void prepare() throws Exception {
        try (Admin admin = kafka.admin()) {
            new TopicAdministration(admin)
                    .createMissing(
                            TopicPlan.ofRegion(HERE, TopicSettings.of(2, 1)).topics());
        }
        new PolicyWriter(
                        HERE,
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        registry.client(),
                        Catalogues.builtIn())
                .put(new PolicyDraft(
                        new OrganizationId(ACME), HERE, List.of(), false, false, OrganizationState.ACTIVE));
    }
}
