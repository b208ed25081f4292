package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.contents;
import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.ledger.Copies;
import io.domicile.replicator.ledger.LedgerEntry;
import io.domicile.replicator.resume.LaneResume;
import io.domicile.replicator.resume.LedgerBefore;
import io.domicile.replicator.resume.ResumeFrom;
import io.domicile.replicator.resume.ResumeOutcome;
import io.domicile.replicator.resume.ResumeRefusedException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Halted lanes that a person lets go on. */
class ResumeIT {

    private TwoRegions regions;

    @BeforeEach
    void startRegions() {
        regions = new TwoRegions();
        regions.policy("acme", false, 1, CENTRAL);
    }

    @AfterEach
    void closeRegions() {
        regions.close();
    }

    @Test
    void shouldLetAHaltedLaneOfARunningLinkGoOnInTheNewTopic() throws Exception {
        // given
        send(0, 5);
        ReplicatorService service = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 5);
        regions.recreate(ROLES);
        send(100, 120);
        awaitProblem(service, "lane halted: topic-recreated");
        eventually().until(() -> regions.halted() == TwoRegions.PARTITIONS);

        // when
        ResumeOutcome planned = plan(new ResumeFrom.SourceStart(), 0);
        for (int partition = 0; partition < TwoRegions.PARTITIONS; partition++) {
            resume(new ResumeFrom.SourceStart(), partition);
        }

        // then
        assertThat(planned.before()).isInstanceOf(LedgerBefore.Entry.class);
        assertThat(planned.skipped()).hasValue(0);
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 25);
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(5, 25))
                .isEqualTo(contents(regions.readSource(ROLES)).get(0));
        regions.awaitReady(service);
    }

    @Test
    void shouldLetALaneGoOnPastAForeignWriteWhileNoLinkRuns() throws Exception {
        // given
        send(0, 3);
        ReplicatorService first = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 3);
        first.close();
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.target.bootstrapServers())) {
            producer.send(new ProducerRecord<>(ROLES_MIRROR, 0, Fixtures.utf8("acme/rogue"), value()));
        }
        send(3, 6);

        // when
        ResumeOutcome outcome = resume(new ResumeFrom.Ledger(), 0);
        ReplicatorService service = regions.start();

        // then
        assertThat(outcome.skipped()).hasValue(0);
        assertThat(outcome.repeated()).hasValue(0);
        assertThat(outcome.after().copies()).isEqualTo(new Copies(0, 3));
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 7);
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(4, 7))
                .isEqualTo(contents(regions.readSource(ROLES)).get(0).subList(3, 6));
        regions.awaitReady(service);
    }

    @Test
    void shouldMoveALaneThatRunsAndSayHowMuchIsRepeatedAndSkipped() throws Exception {
        // given
        send(0, 8);
        ReplicatorService service = regions.start();
        regions.awaitTarget(ROLES_MIRROR, 8);
        eventually()
                .until(() -> regions.ledger(ROLES_MIRROR, 0)
                        .map(LedgerEntry::position)
                        .filter(position -> position.offset() == 8)
                        .isPresent());

        // when
        ResumeOutcome outcome = resume(new ResumeFrom.Offset(6), 0);

        // then: with nothing new to copy
        assertThat(outcome.repeated()).hasValue(2);
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 10);
        send(8, 9);
        eventually().until(() -> regions.values(ROLES_MIRROR).size() == 11);
        assertThat(contents(regions.values(ROLES_MIRROR)).get(0).subList(8, 11))
                .isEqualTo(contents(regions.readSource(ROLES)).get(0).subList(6, 9));
        regions.awaitReady(service);

        // when
        service.close();
        send(9, 12);

        // then
        assertThat(plan(new ResumeFrom.SourceEnd(), 0).skipped()).hasValue(3);
        assertThatThrownBy(() -> resume(new ResumeFrom.Offset(13), 0))
                .isInstanceOf(ResumeRefusedException.class)
                .hasMessageContaining("between 0 and 12");
        assertThatThrownBy(() -> resume(new ResumeFrom.SourceEnd(), TwoRegions.PARTITIONS))
                .isInstanceOf(ResumeRefusedException.class);
        assertThat(LinkTools.resume(regions.config(), "home.role-definitions")).isEmpty();
    }

    private ResumeOutcome plan(ResumeFrom from, int partition) {
        try (LaneResume tool = LinkTools.resume(regions.config(), ROLES).orElseThrow()) {
            return tool.plan(tool.look(), partition, from);
        }
    }

    private ResumeOutcome resume(ResumeFrom from, int partition) {
        try (LaneResume tool = LinkTools.resume(regions.config(), ROLES_MIRROR).orElseThrow()) {
            return tool.resume(tool.look(), partition, from);
        }
    }

    private static void awaitProblem(ReplicatorService service, String problem) {
        eventually().untilAsserted(() -> assertThat(service.health().notReady()).contains(problem));
    }

    private void send(int from, int to) {
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            for (int i = from; i < to; i++) {
                producer.send(roleRecord("acme", i, 0, value()));
            }
        }
    }

    private byte[] value() {
        return role(regions.sourceRegistry, "read");
    }
}
