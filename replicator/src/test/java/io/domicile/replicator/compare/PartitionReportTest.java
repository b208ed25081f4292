package io.domicile.replicator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.reconcile.Findings;
import org.junit.jupiter.api.Test;

class PartitionReportTest {

    private static final Findings FOUND = new Findings(9, 9, 2, 1, 1, 0, 0);

    @Test
    void shouldTakeTombstonesThatWereSentForNoOtherProblem() {
        assertThat(report(true, FOUND, 0).problems()).isEqualTo(4);
        assertThat(report(true, FOUND, 2).problems()).isEqualTo(2);
        assertThat(report(true, FOUND, 4).problems()).isEqualTo(2);
    }

    @Test
    void shouldCallAPartitionThatWasNotComparedAProblem() {
        assertThat(report(false, Findings.NONE, 0).problems()).isEqualTo(1);
    }

    private static PartitionReport report(boolean isCompared, Findings findings, long sent) {
        return new PartitionReport("eu-west.egress.role-definitions", 0, 5, isCompared, findings, sent);
    }
}
