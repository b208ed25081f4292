package io.domicile.replicator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.RegionId;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LinkTest {

    private static final RegionId WEST = new RegionId("eu-west");
    private static final RegionId CENTRAL = new RegionId("eu-central");

    private final Link link = new Link(WEST, CENTRAL, 1);

    @Test
    void shouldNameItsThingsAsTheDesignSays() {
        assertThat(link.label()).isEqualTo("eu-west->eu-central");
        assertThat(link.ledgerGroup()).isEqualTo("domicile-link-eu-west-eu-central");
        assertThat(link.transactionalId(new TopicPartition("egress.role-definitions", 4)))
                .isEqualTo("eu-west-eu-central/egress.role-definitions-4");
    }

    @Test
    void shouldMirrorPolicyFourClassesAndWhatIsForwardedHereAndNothingElse() {
        assertThat(MirroredTopic.all(link))
                .extracting(MirroredTopic::mirror)
                .containsExactly(
                        "eu-west.residency.policy",
                        "eu-west.egress.organization-settings",
                        "eu-west.egress.user-credentials",
                        "eu-west.egress.role-definitions",
                        "eu-west.egress.api-key-metadata",
                        "eu-west.forward.eu-central");
    }

    @Test
    void shouldKeepMirrorsCompactedButForForwards() {
        assertThat(MirroredTopic.all(link))
                .filteredOn(topic -> topic.cleanupPolicy().equals("delete"))
                .extracting(MirroredTopic::source)
                .containsExactly("forward.eu-central");
    }

    @Test
    void shouldHaveTwoEnds() {
        assertThatThrownBy(() -> new Link(WEST, WEST, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Link(WEST, CENTRAL, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
