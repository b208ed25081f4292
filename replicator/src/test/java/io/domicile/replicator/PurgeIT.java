package io.domicile.replicator;

import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.replicator.provenance.Provenance;
import io.domicile.replicator.provenance.ProvenanceHeader;
import io.domicile.testkit.kafka.RecordsProbe;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strict residency switched on under load: nothing comes any more, and what is there is erased. */
class PurgeIT {

    private TwoRegions regions;
    private Load load;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
        regions.gate.generation(WEST, 1);
        load = new Load(regions);
    }

    @AfterEach
    void closeRegions() throws Exception {
        load.stop();
        regions.close();
    }

    @Test
    void shouldAppendNothingOnceStrictIsAcknowledgedAndEraseEveryKeyThroughARestart() throws Exception {
        // given
        ReplicatorService first = regions.start();
        load.start();
        regions.awaitTarget(ROLES_MIRROR, 200);

        // when
        strict(2);
        awaitEveryLane(word -> word.generation(WEST), 2);

        // then
        long values = values();
        first.close();
        load.awaitMore(200);
        ReplicatorService second = regions.start();
        load.awaitMore(200);
        load.stop();
        awaitEveryLane(Acknowledgement::tombstoned, 2);
        assertThat(values()).isEqualTo(values);
        assertThat(regions.live(ROLES_MIRROR, "acme")).isEmpty();
        assertThat(purges()).isNotEmpty();
        awaitRead(load.sent());
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.records("skipped", "strict")).isPositive());
        regions.awaitReady(second);

        // and: nothing comes back by itself, what is written then is copied
        second.close();
        regions.policy("acme", false, 3, CENTRAL);
        regions.gate.generation(WEST, 3);
        ReplicatorService third = regions.start();
        awaitEveryLane(word -> word.generation(WEST), 3);
        assertThat(regions.live(ROLES_MIRROR, "acme")).isEmpty();
        Load more = new Load(regions);
        more.start();
        more.awaitMore(30);
        more.stop();
        eventually()
                .untilAsserted(
                        () -> assertThat(regions.live(ROLES_MIRROR, "acme")).hasSize(more.sent()));
        regions.awaitReady(third);
    }

    @Test
    void shouldEraseWhatASecondProcessTakesOver() throws Exception {
        // given
        ReplicatorService first = regions.start();
        load.start();
        regions.awaitTarget(ROLES_MIRROR, 100);
        ReplicatorService second = regions.start();
        regions.awaitReady(second);

        // when
        strict(2);
        first.close();

        // then
        awaitEveryLane(Acknowledgement::tombstoned, 2);
        awaitEveryLane(word -> word.generation(WEST), 2);
        long values = values();
        load.awaitMore(100);
        load.stop();
        assertThat(values()).isEqualTo(values);
        assertThat(regions.live(ROLES_MIRROR, "acme")).isEmpty();
        regions.awaitReady(second);
    }

    /** Until every lane of the roles has come to the end of so many that were written round by round. */
    private void awaitRead(int sent) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int lane = partition;
            long end = (sent + PARTITIONS - 1 - lane) / PARTITIONS;
            eventually()
                    .untilAsserted(() -> assertThat(regions.ledger(ROLES_MIRROR, lane))
                            .hasValueSatisfying(entry ->
                                    assertThat(entry.position().offset()).isEqualTo(end)));
        }
    }

    private void strict(long generation) {
        // The policy first: a view that shows the generation holds it
        regions.policy("acme", true, generation);
        regions.gate.generation(WEST, generation);
    }

    private void awaitEveryLane(ToLongFunction<Acknowledgement> word, long generation) {
        eventually()
                .untilAsserted(() -> assertThat(regions.words().values())
                        .hasSize(5 * TwoRegions.PARTITIONS)
                        .allMatch(said -> word.applyAsLong(said.orElseThrow()) == generation));
    }

    /** Aborted and unfinished ones included. */
    private long values() {
        try (RecordsProbe probe = RecordsProbe.uncommitted(regions.target.bootstrapServers(), ROLES_MIRROR)) {
            return probe.readAll().stream()
                    .filter(record -> record.value() != null)
                    .count();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> purges() {
        return regions.readTarget(ROLES_MIRROR).stream()
                .filter(record -> {
                    Optional<Provenance> provenance = ProvenanceHeader.read(record.headers());
                    return provenance.isPresent() && provenance.get().kind() == Provenance.Kind.PURGE;
                })
                .peek(record -> assertThat(record.value()).isNull())
                .toList();
    }
}
