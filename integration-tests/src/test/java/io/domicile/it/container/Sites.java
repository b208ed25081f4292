package io.domicile.it.container;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.testkit.registry.RegistryProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Network;

/**
 * Two regions: Kafka and mosquitto in containers, one schema registry for both beside them, topics and policies. No
 * services. The network belongs to whoever gave it.
 */
final class Sites implements AutoCloseable {

    static final RegionId HOME = new RegionId("eu-west");
    static final RegionId STANDBY = new RegionId("eu-central");

    private static final TopicSettings TOPICS = TopicSettings.of(2, 1);

    final KafkaNode home;
    final KafkaNode standby;
    final MqttNode mqtt;
    final RegistryProcess registry;

    private Sites(KafkaNode home, KafkaNode standby, MqttNode mqtt, RegistryProcess registry) {
        this.home = home;
        this.standby = standby;
        this.mqtt = mqtt;
        this.registry = registry;
    }

    /**
     * Brokers without security.
     *
     * @param disk on which the standby keeps its records
     */
    static Sites start(Network network, SmallDisk disk) throws Exception {
        KafkaNode standby =
                new KafkaNode("standby", network, "PLAINTEXT", Map.of("log.dirs", SmallDisk.PATH + "/kafka"));
        disk.attach(standby.node().container());
        return start(
                new KafkaNode("home", network, "PLAINTEXT", Map.of()), standby, new MqttNode(network, "", Map.of()));
    }

    /** Starts brokers that were not started yet. */
    static Sites start(KafkaNode home, KafkaNode standby, MqttNode mqtt) throws Exception {
        CompletableFuture<RegistryProcess> registry = CompletableFuture.supplyAsync(RegistryProcess::start);
        try {
            Stream.of(home.node(), standby.node(), mqtt.node()).forEach(Node::create);
            home.awaitAnswer();
            standby.awaitAnswer();
            Sites started = new Sites(home, standby, mqtt, registry.join());
            started.prepare();
            return started;
        } catch (Exception | Error failed) {
            closeAll(Arrays.asList(
                    home,
                    standby,
                    mqtt,
                    registry.exceptionally(notStarted -> null).join()));
            throw failed;
        }
    }

    @Override
    public void close() {
        closeAll(List.of(home, standby, mqtt, registry));
    }

    private void prepare() throws InterruptedException {
        create(home, TopicPlan.ofRegion(HOME, TOPICS).withMirrors(STANDBY, topic -> TOPICS.partitions(), TOPICS));
        create(standby, TopicPlan.ofRegion(STANDBY, TOPICS).withMirrors(HOME, topic -> TOPICS.partitions(), TOPICS));
        PolicyWriter writer = policies(HOME, home);
        writer.put(draft(Marks.OPEN, List.of(STANDBY), false));
        writer.put(draft(Marks.STRICT, List.of(), true));
        policies(STANDBY, standby).bootstrap();
    }

    private PolicyWriter policies(RegionId region, KafkaNode kafka) {
        return new PolicyWriter(
                region, Map.of("bootstrap.servers", kafka.adminServers()), registry.client(), Catalogues.builtIn());
    }

    private static PolicyDraft draft(String organization, List<RegionId> standbys, boolean strict) {
        return new PolicyDraft(
                new OrganizationId(organization), HOME, standbys, strict, false, OrganizationState.ACTIVE);
    }

    private static void create(KafkaNode kafka, TopicPlan plan) throws InterruptedException {
        try (Admin admin = kafka.admin()) {
            new TopicAdministration(admin).createMissing(plan.topics());
        }
    }

    /** Closes each that there is, whatever becomes of the others. */
    static void closeAll(List<? extends @Nullable AutoCloseable> all) {
        RuntimeException failure = null;
        for (AutoCloseable each : all) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception failed) {
                failure = failure == null ? new IllegalStateException("not all could be closed") : failure;
                failure.addSuppressed(failed);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
