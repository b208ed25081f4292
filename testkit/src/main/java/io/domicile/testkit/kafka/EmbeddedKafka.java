package io.domicile.testkit.kafka;

import io.domicile.testkit.io.ScratchDirectory;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker and its controller in this process, on the loopback address.
 *
 * <ol>
 *   <li>{@link #stop()} and {@link #start()} keep ports, cluster id and data.
 *   <li>Topics are never created by being used.
 *   <li>Several may run at once. One thread at a time uses an instance.
 * </ol>
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final BrokerPorts ports;
    private final int nodeId;
    private final String clusterId;
    private final ScratchDirectory directory;
    private final Map<String, String> settings;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(KafkaOptions options) {
        this.ports = BrokerPorts.choose(options);
        Integer wantedNodeId = options.nodeId();
        this.nodeId = wantedNodeId == null ? ports.local() : wantedNodeId;
        String wantedClusterId = options.clusterId();
        this.clusterId = wantedClusterId == null ? Uuid.randomUuid().toString() : wantedClusterId;
        this.directory = ScratchDirectory.at(options.directory(), "domicile-kafka-");
        this.settings = BrokerSettings.of(nodeId, ports, directory.path(), options.settings());
    }

    /** A running broker. */
    public static EmbeddedKafka start(KafkaOptions options) {
        EmbeddedKafka kafka = new EmbeddedKafka(options);
        try {
            kafka.start();
            return kafka;
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed;
        }
    }

    /** Where clients of the same region connect. */
    public String bootstrapServers() {
        return BrokerSettings.address(ports.local());
    }

    /**
     * Where clients of other regions connect: the advertised address of the second listener.
     *
     * @throws IllegalStateException if there is no second listener
     */
    public String crossRegionBootstrapServers() {
        return BrokerSettings.address(ports.crossRegionAdvertised().orElseThrow(EmbeddedKafka::noSecondListener));
    }

    public int port() {
        return ports.local();
    }

    /**
     * The port on which the second listener itself listens: where a proxy connects to.
     *
     * @throws IllegalStateException if there is no second listener
     */
    public int crossRegionPort() {
        return ports.crossRegion().orElseThrow(EmbeddedKafka::noSecondListener);
    }

    public String clusterId() {
        return clusterId;
    }

    /** The one directory in which the broker keeps topics and metadata. */
    public Path logDirectory() {
        return directory.path();
    }

    public boolean isRunning() {
        return server != null;
    }

    /** Starts a stopped broker. */
    public void start() {
        if (server != null) {
            throw new IllegalStateException("the Kafka broker on port " + ports.local() + " is running already");
        }
        format();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        server = starting;
        starting.startup();
    }

    /** Stops as on SIGTERM; does nothing when it is not running. */
    public void stop() {
        KafkaRaftServer stopping = server;
        if (stopping == null) {
            return;
        }
        server = null;
        stopping.shutdown();
        stopping.awaitShutdown();
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            directory.close();
        }
    }

    /** A client that the caller closes. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Creates topics of one partition. */
    public void createTopics(String... names) {
        createTopics(
                Stream.of(names).map(name -> new NewTopic(name, 1, (short) 1)).toList());
    }

    /** Creates topics and waits until the broker knows them. */
    public void createTopics(Collection<NewTopic> topics) {
        List<String> names = topics.stream().map(NewTopic::name).toList();
        try (Admin admin = admin()) {
            admin.createTopics(topics).all().get();
            Awaitility.await("topics " + names)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> admin.listTopics().names().get().containsAll(names));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics " + names, interrupted);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("topics " + names + " were not created", refused.getCause());
        }
    }

    /** Deletes topics and waits until the broker no longer knows them, so that they can be created again. */
    public void deleteTopics(String... names) {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(names)).all().get();
            Awaitility.await("topics " + List.of(names) + " are gone")
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Collections.disjoint(admin.listTopics().names().get(), List.of(names)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while deleting topics " + List.of(names), interrupted);
        } catch (ExecutionException refused) {
            throw new IllegalStateException("topics " + List.of(names) + " were not deleted", refused.getCause());
        }
    }

    private void format() {
        if (Files.exists(directory.path().resolve("meta.properties"))) {
            return;
        }
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .addDirectory(directory.path().toString())
                    .setMetadataLogDirectory(directory.path().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setPrintStream(silent)
                    .run();
        } catch (Exception unformatted) {
            throw new IllegalStateException("the broker's directory could not be formatted", unformatted);
        }
    }

    private static IllegalStateException noSecondListener() {
        return new IllegalStateException("this broker has no second listener; see KafkaOptions.withCrossRegion");
    }
}
