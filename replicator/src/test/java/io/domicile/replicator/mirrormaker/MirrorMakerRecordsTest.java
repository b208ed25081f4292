package io.domicile.replicator.mirrormaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.mirror.Checkpoint;
import org.apache.kafka.connect.mirror.Heartbeat;
import org.junit.jupiter.api.Test;

/** Kafka's own reader of MirrorMaker's records reads ours. */
class MirrorMakerRecordsTest {

    private static final TopicPartition MIRROR = new TopicPartition("eu-west.egress.role-definitions", 3);

    @Test
    void shouldWriteCheckpointsThatMirrorMakerReads() {
        // given
        MirrorCheckpoint checkpoint = new MirrorCheckpoint("grüppe-✓", MIRROR, 1L << 40, 1L << 41);

        // when
        Checkpoint read = Checkpoint.deserializeRecord(new ConsumerRecord<>(
                "eu-west.checkpoints.internal", 0, 0, checkpoint.keyBytes(), checkpoint.valueBytes()));

        // then
        assertThat(read.consumerGroupId()).isEqualTo("grüppe-✓");
        assertThat(read.topicPartition()).isEqualTo(MIRROR);
        assertThat(read.upstreamOffset()).isEqualTo(1L << 40);
        assertThat(read.downstreamOffset()).isEqualTo(1L << 41);
        assertThat(read.metadata()).isEmpty();
    }

    @Test
    void shouldWriteHeartbeatsThatMirrorMakerReads() {
        // given
        Instant time = Instant.ofEpochMilli(1_700_000_000_123L);

        // when
        Heartbeat read = Heartbeat.deserializeRecord(new ConsumerRecord<>(
                "heartbeats",
                0,
                0,
                MirrorMakerRecords.heartbeatKey("eu-west", "eu-central"),
                MirrorMakerRecords.heartbeatValue(time)));

        // then
        assertThat(Set.of(read.sourceClusterAlias(), read.targetClusterAlias()))
                .containsExactlyInAnyOrder("eu-west", "eu-central");
        assertThat(read.sourceClusterAlias()).isEqualTo("eu-west");
        assertThat(read.timestamp()).isEqualTo(time.toEpochMilli());
    }

    @Test
    void shouldRefuseATextThatMirrorMakerCouldNotRead() {
        // given
        MirrorCheckpoint checkpoint = new MirrorCheckpoint("g".repeat(40_000), MIRROR, 1, 1);

        // then
        assertThatIllegalArgumentException().isThrownBy(checkpoint::keyBytes);
    }
}
