package io.domicile.replicator.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.lane.Residents.Residence;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.link.MirrorGuard.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResidentsTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId DUNES = new OrganizationId("dunes");

    private final Residents residents = new Residents();

    @Test
    void shouldHaveNothingToEraseWhereNobodyIsForbidden() {
        // given
        residents.live(ACME);

        // when
        Residents.Standing standing = residents.standing(organization -> Answer.KEEP);

        // then
        assertThat(standing.isTombstoned()).isTrue();
        assertThat(standing.isErased()).isTrue();
    }

    @Test
    void shouldGoThroughEveryStepOfAnErasure() {
        residents.live(ACME);
        residents.live(DUNES);
        assertThat(forbidden().live()).containsExactly(ACME);
        assertThat(forbidden().isTombstoned()).isFalse();

        step(new Residence.Erasing(1));
        assertThat(forbidden().live()).isEmpty();
        assertThat(forbidden().isTombstoned()).isFalse();

        step(new Residence.Tombstoned(2));
        assertThat(forbidden().isTombstoned()).isTrue();
        assertThat(forbidden().isErased()).isFalse();

        step(new Residence.Gone(3));
        assertThat(forbidden().isErased()).isFalse();
        residents.forgetGoneBefore(3);
        assertThat(forbidden().isErased()).isFalse();
        residents.forgetGoneBefore(4);
        assertThat(forbidden().isErased()).isTrue();
        assertThat(residents.snapshot()).containsOnlyKeys(DUNES);
    }

    @Test
    void shouldBelieveNothingFoundOutBeforeAValueWasCopied() {
        // given: a reading begins, and meanwhile a value is copied, erased and tombstoned once more
        residents.live(ACME);
        step(new Residence.Tombstoned(1));
        Map<OrganizationId, Residence> before = residents.snapshot();
        residents.live(ACME);
        step(new Residence.Tombstoned(2));

        // when: the reading found nothing
        residents.step(before, new Residence.Gone(3));

        // then
        residents.forgetGoneBefore(100);
        assertThat(residents.snapshot()).containsEntry(ACME, new Residence.Tombstoned(2));
    }

    @Test
    void shouldLeaveWhatIsKnownWhereValuesAreFound() {
        // given
        residents.live(ACME);
        step(new Residence.Tombstoned(1));

        // when
        residents.found(ACME);
        residents.found(DUNES);

        // then
        assertThat(residents.snapshot())
                .containsEntry(ACME, new Residence.Tombstoned(1))
                .containsEntry(DUNES, new Residence.Live());
    }

    @Test
    void shouldNeitherEraseNorClaimToHaveErasedWherePolicyCannotBeTold() {
        // given
        residents.live(ACME);

        // when
        Residents.Standing standing = residents.standing(organization -> Answer.UNCERTAIN);

        // then
        assertThat(standing.live()).isEmpty();
        assertThat(standing.isTombstoned()).isFalse();
        assertThat(standing.isErased()).isFalse();
    }

    private Residents.Standing forbidden() {
        return residents.standing(organization -> organization.equals(ACME) ? Answer.ERASE : Answer.KEEP);
    }

    private void step(Residence next) {
        Map<OrganizationId, Residence> acme = new java.util.HashMap<>(residents.snapshot());
        acme.keySet().retainAll(java.util.Set.of(ACME));
        residents.step(acme, next);
    }
}
