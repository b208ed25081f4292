package io.domicile.it.process;

import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import io.domicile.testkit.net.FreePorts;
import io.domicile.testkit.process.WatchedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A Kafka broker in a process of its own, which can be killed as {@code kill -9} does; its log survives that. */
final class ForkedBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final Path directory;
    private final String clusterId = Uuid.randomUuid().toString();
    private final List<Integer> ports = FreePorts.several(2);
    private Process process;

    ForkedBroker(Path directory) {
        this.directory = directory;
        this.process = launch();
        awaitReady();
    }

    /** What the process runs: listener port, controller port, cluster id, directory. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka.start(KafkaOptions.defaults()
                .withPort(Integer.parseInt(arguments[0]))
                .withControllerPort(Integer.parseInt(arguments[1]))
                .withNodeId(1)
                .withClusterId(arguments[2])
                .withDirectory(Path.of(arguments[3])));
        new CountDownLatch(1).await();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the broker did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    void restart() {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitReady() {
        try (Admin admin = admin()) {
            Awaitility.await("the broker answers")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !admin.describeCluster()
                            .nodes()
                            .get(5, TimeUnit.SECONDS)
                            .isEmpty());
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ForkedBroker.class.getName(),
                ports.get(0).toString(),
                ports.get(1).toString(),
                clusterId,
                directory.toString()));
        try {
            return new ProcessBuilder(WatchedCommand.of(directory.toString(), command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory
                            .resolveSibling(directory.getFileName() + ".out")
                            .toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
