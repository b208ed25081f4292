package io.domicile.it.policy;

import static io.domicile.it.policy.PolicyTopicFixture.ACME;
import static io.domicile.it.policy.PolicyTopicFixture.HERE;
import static io.domicile.it.policy.PolicyTopicFixture.MIRROR;
import static io.domicile.it.policy.PolicyTopicFixture.THERE;
import static io.domicile.it.policy.PolicyTopicFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.kit.policy.PolicyFloor;
import io.domicile.kit.policy.PolicyTopicUnavailableException;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.Topics;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.KafkaOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PolicyFloorIT {

    @Test
    void shouldTellWhatEveryPolicyTopicHasWhenItIsAskedAndWhatWasVerifiedBefore() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaOptions.defaults())) {
            // given
            PolicyTopicFixture topics = new PolicyTopicFixture(kafka);
            PolicyFloor own = new PolicyFloor(HERE, Set.of(), topics.settings(), topics.registry, Catalogues.builtIn());
            PolicyFloor both =
                    new PolicyFloor(HERE, Set.of(THERE), topics.settings(), topics.registry, Catalogues.builtIn());
            assertThatThrownBy(own::read)
                    .isInstanceOf(PolicyTopicUnavailableException.class)
                    .hasMessageContaining(Topics.POLICY);
            topics.createTopic(Topics.POLICY, "compact");
            assertThat(own.read()).isEqualTo(Map.of(HERE, 0L));

            // when the policy is written behind its back
            PolicyWriter writer = topics.writer();
            long first = writer.put(draft(ACME, false)).generation();
            assertThat(own.read()).isEqualTo(Map.of(HERE, first));
            long second = writer.strict(ACME, true).generation();

            // then
            assertThat(second).isGreaterThan(first);
            assertThat(own.read()).isEqualTo(Map.of(HERE, second));
            assertThat(both.read()).isEqualTo(Map.of(HERE, second, THERE, 0L));

            // and when there is a mirror
            topics.createTopic(MIRROR, "compact");
            for (ConsumerRecord<byte[], byte[]> record : topics.records(Topics.POLICY)) {
                topics.send(MIRROR, new String(record.key(), StandardCharsets.UTF_8), record.value());
            }
            assertThat(both.read()).isEqualTo(Map.of(HERE, second, THERE, second));

            // and when it tells what nobody can have verified
            topics.send(MIRROR, "manifest", topics.manifest(10, 3, new byte[32]));
            assertThat(both.read()).isEqualTo(Map.of(HERE, second, THERE, 0L));

            // and when more was verified than it tells
            topics.createTopic(Topics.ACKS, "compact");
            topics.remember("1 eu-west=1 us-east=9 ap-south=4");
            assertThat(both.read()).isEqualTo(Map.of(HERE, second, THERE, 9L));
            assertThat(own.read()).isEqualTo(Map.of(HERE, second));
        }
    }
}
