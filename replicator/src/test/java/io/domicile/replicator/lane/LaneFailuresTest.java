package io.domicile.replicator.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.state.HoldReason;
import io.domicile.replicator.topic.UnreachableClusterException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class LaneFailuresTest {

    @Test
    void shouldTellASourceThatDoesNotAnswerFromATarget() {
        TimeoutException silence = new TimeoutException("no answer");

        assertThat(LaneFailures.reason(new UnreachableClusterException("source", silence)))
                .isEqualTo(HoldReason.SOURCE_UNAVAILABLE);
        assertThat(LaneFailures.reason(new UnreachableClusterException("target", silence)))
                .isEqualTo(HoldReason.TARGET_UNAVAILABLE);
        assertThat(LaneFailures.reason(silence)).isEqualTo(HoldReason.TARGET_UNAVAILABLE);
    }

    @Test
    void shouldTellARefusalWhoeverRefuses() {
        assertThat(LaneFailures.reason(new UnreachableClusterException("source", new SslAuthenticationException("no"))))
                .isEqualTo(HoldReason.UNAUTHORIZED);
        assertThat(LaneFailures.reason(new KafkaException(new TopicAuthorizationException("topic"))))
                .isEqualTo(HoldReason.UNAUTHORIZED);
    }

    @Test
    void shouldSayWhereNobodyExpectedIt() {
        assertThat(LaneFailures.reason(new IllegalStateException("bug"))).isEqualTo(HoldReason.UNEXPECTED);
    }
}
