package io.domicile.benchmarks.replicator.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.benchmarks.harness.report.Role;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MirrorMakerSettingsTest {

    @Test
    void shouldMirrorOneTopicFromOneClusterToTheOther() throws IOException {
        Properties settings = settings(Role.PEER);

        assertThat(settings)
                .containsEntry("clusters", "s7, t7")
                .containsEntry("s7.bootstrap.servers", "west:9092")
                .containsEntry("t7.bootstrap.servers", "central:9092")
                .containsEntry("s7->t7.topics", "egress\\.role-definitions")
                .containsEntry("s7->t7.groups", "bench-behind-.*")
                .containsEntry("tasks.max", "2")
                .doesNotContainKeys("t7.producer.batch.size", "t7.exactly.once.source.support");
    }

    @Test
    void shouldTuneAndSwitchOnExactlyOnceWhereThatIsMeasured() throws IOException {
        assertThat(settings(Role.PEER_TUNED))
                .containsEntry("t7.producer.batch.size", "262144")
                .doesNotContainKey("t7.exactly.once.source.support");
        assertThat(settings(Role.PEER_EXACTLY_ONCE))
                .containsEntry("t7.exactly.once.source.support", "enabled")
                .containsEntry("listeners", "http://127.0.0.1:4711")
                .doesNotContainKeys("t7.producer.batch.size", "s7->t7.transaction.boundary");
        assertThat(settings(Role.PEER_EXACTLY_ONCE_TUNED))
                .containsEntry("t7.producer.linger.ms", "5")
                .containsEntry("s7.consumer.isolation.level", "read_committed")
                .containsEntry("s7->t7.transaction.boundary.interval.ms", "100");
    }

    @Test
    void shouldNotBeTakenForAnotherProgram() {
        assertThatThrownBy(() -> settings(Role.OURS)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Properties settings(Role role) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(MirrorMakerSettings.of(
                role, "egress.role-definitions", "s7", "t7", "west:9092", "central:9092", 6, 4711)));
        return settings;
    }
}
