package io.domicile.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.cast.Marks;
import io.domicile.demo.console.Console;
import io.domicile.demo.ports.PortPlan;
import io.domicile.demo.ports.PortsTakenException;
import io.domicile.demo.scenario.Scenario;
import io.domicile.demo.scenario.Stop;
import io.domicile.demo.verdict.LeakCheck;
import io.domicile.demo.verdict.Line;
import io.domicile.demo.verdict.Verdict;
import io.domicile.demo.world.World;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One short demo; then leaks are planted into its regions, which the same check has to find. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

    @TempDir
    private static Path data;

    private static final Marks MARKS = Marks.random(new Random());
    private static World world;
    private static Scenario scenario;

    @BeforeAll
    static void start() {
        world = World.start(freePorts(), data, () -> false);
        scenario = new Scenario(
                world.regions(),
                MARKS,
                InstantSource.system(),
                new Console(new PrintWriter(System.out, false, UTF_8), false),
                Stop.unrequested());
    }

    @AfterAll
    static void stop() {
        if (scenario != null) {
            scenario.close();
        }
        if (world != null) {
            world.close();
        }
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    @Order(1)
    void shouldHoldEveryLineOfTheVerdict() throws Exception {
        // given
        scenario.storeFirst();

        // when
        scenario.run(Duration.ofSeconds(6));

        // then
        Verdict verdict = scenario.verdict();
        assertThat(verdict.lines()).filteredOn(line -> !line.holds()).isEmpty();
        assertThat(verdict.lines()).hasSizeGreaterThan(20);
        assertThat(leaked().holds()).isTrue();
    }

    @Test
    @Order(2)
    void shouldFindStrictDataThatIsCompressedInAnotherRegionsTopic() throws Exception {
        // when
        plant(
                Cast.EU_CENTRAL,
                "harmless/record",
                "{\"note\": \"" + MARKS.of(Cast.BOREALIS, DataClass.USER_CREDENTIALS) + "\"}");

        // then
        assertThat(leaked().holds()).isFalse();
        assertThat(leaked().found()).startsWith("1, first: eu-central: borealis user-credentials (plain)");
        assertThat(scenario.verdict().holds()).isFalse();
    }

    @Test
    @Order(3)
    void shouldFindRegionalDataInDisguise() throws Exception {
        // when
        byte[] mark = MARKS.of(Cast.ACME, DataClass.TELEMETRY).getBytes(UTF_8);
        plant(Cast.US_EAST, "harmless/record", "xx" + Base64.getEncoder().encodeToString(mark));

        // then
        assertThat(leaked().found()).startsWith("2, first:");
    }

    private static Line leaked() throws IOException {
        return LeakCheck.of(world.regions(), MARKS).get(0);
    }

    private static void plant(RegionId region, String key, String value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                world.regions().get(region).kafka().bootstrapServers(),
                "compression.type",
                "zstd");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.home(DataClass.ALERTS), key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    private static PortPlan freePorts() {
        for (int attempt = 0; attempt < 100; attempt++) {
            PortPlan ports = PortPlan.from(FreePorts.one());
            try {
                ports.requireFree();
                return ports;
            } catch (PortsTakenException taken) {
                continue;
            }
        }
        throw new AssertionError("no free ports for a demo");
    }
}
