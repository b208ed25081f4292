package io.domicile.router.topology;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.router.fixture.RouterDriver;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shape of the topology, and what it does at a closed gate. */
class RouterTopologyTest {

    private final RouterDriver router = new RouterDriver();

    @AfterEach
    void close() {
        router.close();
    }

    @Test
    void shouldReadAndWriteNamedTopicsOnly() {
        // when
        TopologyDescription description = router.topology(Duration.ofSeconds(1)).describe();

        // then
        assertThat(sources(description))
                .hasSize(DataClass.values().length + 2)
                .contains("ingress.telemetry", "us-east.forward.eu-west", "eu-central.forward.eu-west");
        assertThat(sinks(description))
                .hasSize(DataClass.values().length + 4 + 2 + 3)
                .contains("home.telemetry", "egress.role-definitions", "forward.us-east", "forward.eu-central")
                .contains(Topics.AUDIT, Topics.QUARANTINE, Topics.ACKS)
                .doesNotContain("egress.telemetry");
    }

    @Test
    void shouldHaveNoStoreNoChangelogAndNoRepartition() {
        // when
        TopologyDescription description = router.topology(Duration.ofSeconds(1)).describe();

        // then
        assertThat(description.globalStores()).isEmpty();
        assertThat(description.subtopologies()).hasSize(1);
        for (TopologyDescription.Subtopology part : description.subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Processor processor) {
                    assertThat(processor.stores()).isEmpty();
                }
            }
        }
        assertThat(description.toString()).doesNotContain("changelog").doesNotContain("repartition");
    }

    @Test
    void shouldDecideNothingWhileTheGateIsClosed() {
        // given
        router.gate.put(policy(HERE, false));
        router.gate.close(GateStatus.Reason.MANIFEST_MISMATCH);

        // when / then
        assertThatThrownBy(() -> router.pipe(Topics.ingress(DataClass.TELEMETRY), "21.5"))
                .hasRootCauseInstanceOf(GateClosedException.class);
        assertThat(router.drain()).isEmpty();
        assertThat(router.meters.find("domicile.router.decisions").counter()).isNull();
        assertThat(router.meters.get("domicile.router.gate.waiting").gauge().value())
                .isZero();
    }

    @Test
    void shouldDecideNothingOfARecordWithoutAKeyEitherWhileTheGateIsClosed() {
        // given
        router.gate.close(GateStatus.Reason.LOADING);

        // when / then
        assertThatThrownBy(() -> router.pipe(Topics.ingress(DataClass.TELEMETRY), null, utf8("21.5"), headers()))
                .hasRootCauseInstanceOf(GateClosedException.class);
        assertThat(router.drain()).isEmpty();
    }

    @Test
    void shouldKeepThePartitionNumberAndWrapItWhereTheSinkHasFewer() {
        SamePartition partitioner = new SamePartition();

        assertThat(partitioner.partitions("home.telemetry", new byte[0], new Outbound(3, null), 4))
                .contains(Set.of(3));
        assertThat(partitioner.partitions("residency.audit", new byte[0], new Outbound(7, null), 4))
                .contains(Set.of(3));
    }

    private static Set<String> sources(TopologyDescription description) {
        Set<String> topics = new TreeSet<>();
        description
                .subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    if (node instanceof TopologyDescription.Source source) {
                        assertThat(source.topicPattern()).isNull();
                        topics.addAll(source.topicSet());
                    }
                }));
        return topics;
    }

    private static Set<String> sinks(TopologyDescription description) {
        Set<String> topics = new TreeSet<>();
        description
                .subtopologies()
                .forEach(part -> part.nodes().forEach(node -> {
                    if (node instanceof TopologyDescription.Sink sink) {
                        assertThat(sink.topicNameExtractor()).isNull();
                        topics.add(sink.topic());
                    }
                }));
        return topics;
    }

    private static org.apache.kafka.common.header.Headers headers() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }
}
