package io.domicile.replicator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.state.HaltReason;
import io.domicile.residency.RegionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MirrorNeedsTest {

    private static final List<MirroredTopic> TOPICS =
            MirroredTopic.all(new Link(new RegionId("eu-west"), new RegionId("eu-central"), 1));
    private static final MirroredTopic POLICY = TOPICS.get(0);
    private static final MirroredTopic EGRESS = TOPICS.get(1);
    private static final MirroredTopic FORWARD = TOPICS.get(TOPICS.size() - 1);

    @Test
    void shouldLeaveAMirrorAloneThatIsAsItsSourceCallsFor() {
        // given
        MirrorNeeds needs = needs(EGRESS, mirror("compact"), source("compact"));

        // then
        assertThat(needs.changes()).isEmpty();
        assertThat(needs.unfit()).isEmpty();
    }

    @Test
    void shouldDeleteWhereTheSourceDoesAndByTheSourcesRetention() {
        // given
        MirrorNeeds needs = needs(EGRESS, mirror("compact"), source("delete,compact"));

        // then
        assertThat(needs.changes())
                .isEqualTo(Map.of("cleanup.policy", "compact,delete", "retention.ms", "1000", "retention.bytes", "-1"));
        assertThat(needs.unfit()).isEmpty();
        assertThat(needs(EGRESS, mirror("compact,delete"), source("delete, compact"))
                        .changes())
                .isEmpty();
    }

    @Test
    void shouldStopDeletingWhereTheSourceDoesNotWithoutStandingStill() {
        // given
        MirrorNeeds needs = needs(EGRESS, mirror("compact,delete"), source("compact"));

        // then
        assertThat(needs.changes()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(needs.unfit()).isEmpty();
    }

    @Test
    void shouldNotFollowASourceThatIsNotAsItsClassCallsFor() {
        assertThat(needs(EGRESS, mirror("compact"), source("delete")).changes()).isEmpty();
        assertThat(needs(FORWARD, mirror("delete"), source("compact")).changes())
                .isEmpty();
        assertThat(needs(POLICY, mirror("compact"), source("compact,delete")).changes())
                .isEmpty();
    }

    @Test
    void shouldCorrectAMirrorThatMayHaveLostRecordsAndCopyNothingToItBefore() {
        // given
        MirrorNeeds needs = needs(EGRESS, mirror("delete"), source("compact"));

        // then
        assertThat(needs.changes()).isEqualTo(Map.of("cleanup.policy", "compact"));
        assertThat(needs.unfit()).contains(HaltReason.MIRROR_CLEANUP_POLICY);
    }

    @Test
    void shouldNeverCompactForwardedRecordsThatTheSourceDoesNot() {
        assertThat(needs(FORWARD, mirror("compact,delete"), source("delete")).unfit())
                .contains(HaltReason.MIRROR_CLEANUP_POLICY);
    }

    @Test
    void shouldMakeRoomForTheLargestRecordOfTheSourceAndWhatTheLinkAdds() {
        // given
        Map<String, String> large = new HashMap<>(source("compact"));
        large.put("max.message.bytes", "5000000");

        // then
        assertThat(needs(EGRESS, mirror("compact"), large).changes())
                .isEqualTo(Map.of("max.message.bytes", Integer.toString(5_000_000 + 16 * 1024)));
        assertThat(needs(EGRESS, with("max.message.bytes", "9000000"), large).changes())
                .isEmpty();
        assertThat(needs(EGRESS, with("max.message.bytes", "5000000"), source("compact"))
                        .changes())
                .isEmpty();
        assertThat(needs(EGRESS, with("max.message.bytes", "1000"), source("compact"))
                        .unfit())
                .contains(HaltReason.MIRROR_MESSAGE_SIZE);
    }

    @Test
    void shouldKeepTheSourcesTimeStamps() {
        // given
        MirrorNeeds needs = needs(EGRESS, with("message.timestamp.type", "LogAppendTime"), source("compact"));

        // then
        assertThat(needs.changes()).isEqualTo(Map.of("message.timestamp.type", "CreateTime"));
        assertThat(needs.unfit()).contains(HaltReason.MIRROR_TIMESTAMP_TYPE);
    }

    @Test
    void shouldChangeNothingWhereTheSourceIsNotToBeFollowed() {
        // given
        MirrorNeeds needs = new MirrorNeeds(EGRESS, mirror("compact,delete"), Optional.empty());

        // then
        assertThat(needs.changes()).isEmpty();
        assertThat(needs.unfit()).contains(HaltReason.MIRROR_CLEANUP_POLICY);
    }

    private static MirrorNeeds needs(MirroredTopic topic, Map<String, String> mirror, Map<String, String> source) {
        return new MirrorNeeds(topic, mirror, Optional.of(source));
    }

    private static Map<String, String> source(String cleanup) {
        return Map.of(
                "cleanup.policy", cleanup,
                "max.message.bytes", Integer.toString(TopicSizes.ROUTER_OUTPUT),
                "message.timestamp.type", "CreateTime",
                "retention.ms", "1000",
                "retention.bytes", "-1");
    }

    private static Map<String, String> mirror(String cleanup) {
        return Map.of(
                "cleanup.policy",
                cleanup,
                "max.message.bytes",
                Integer.toString(TopicSizes.MIRROR),
                "message.timestamp.type",
                "CreateTime");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> mirror = new HashMap<>(mirror("compact"));
        mirror.put(name, value);
        return mirror;
    }
}
