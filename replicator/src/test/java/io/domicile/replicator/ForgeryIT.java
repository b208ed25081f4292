package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.Fixtures.tag;
import static io.domicile.replicator.Fixtures.utf8;
import static io.domicile.replicator.TwoRegions.CENTRAL;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.ROLES_MIRROR;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import io.domicile.residency.tag.TagCodec;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** A rogue producer writes straight into {@code egress}, with a good value and headers it made up. */
class ForgeryIT {

    /** Of an organization that has a standby in the target's region. */
    private static final String TRUSTED = "acme/role-";

    @Test
    void shouldLetNoForgedTagCrossAndCountEachOnce() {
        try (TwoRegions regions = new TwoRegions();
                KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            // given
            regions.policy("acme", false, 1, CENTRAL);
            regions.policy("borealis", true, 2);
            byte[] value = role(regions.sourceRegistry, "read");
            RecordHeaders doubled = good();
            doubled.add(TagCodec.HOME, utf8("eu-west"));
            RecordHeaders doubledInAnotherCase = good();
            doubledInAnotherCase.add("Residency-HOME", utf8("eu-west"));
            RecordHeaders incomplete = good();
            incomplete.remove(TagCodec.EPOCH);
            RecordHeaders malformed = with(TagCodec.EPOCH, "-1");
            RecordHeaders oversize = with(TagCodec.HOME, "e".repeat(100_000));
            RecordHeaders ofAnotherTopic = tag("acme", WEST, DataClass.USER_CREDENTIALS, 1);
            RecordHeaders ofAnotherOrganization = tag("acme", WEST, DataClass.ROLE_DEFINITIONS, 1);
            RecordHeaders ofAnOldEpoch = tag("borealis", WEST, DataClass.ROLE_DEFINITIONS, 1);
            int number = 0;
            for (RecordHeaders forged :
                    new RecordHeaders[] {doubled, doubledInAnotherCase, incomplete, malformed, oversize, ofAnotherTopic
                    }) {
                producer.send(new ProducerRecord<>(ROLES, 0, 1L, utf8(TRUSTED + number++), value, forged));
            }
            producer.send(new ProducerRecord<>(ROLES, 0, 1L, utf8("borealis/role-1"), value, ofAnotherOrganization));
            producer.send(new ProducerRecord<>(ROLES, 0, 1L, utf8("borealis/role-2"), value, ofAnOldEpoch));
            producer.send(roleRecord("acme", 99, 0, value));

            // when
            regions.start();

            // then
            assertThat(regions.awaitTarget(ROLES_MIRROR, 1))
                    .singleElement()
                    .satisfies(copy -> assertThat(copy.key()).isEqualTo(utf8(TRUSTED + 99)));
            eventually().untilAsserted(() -> {
                assertThat(regions.records("copied", "none")).isEqualTo(1);
                Map.of("doubled-tag", 2.0, "malformed-tag", 3.0, "wrong-class", 1.0, "tag-key-mismatch", 1.0)
                        .forEach((reason, count) -> assertThat(regions.records("refused", reason))
                                .as(reason)
                                .isEqualTo(count));
                assertThat(regions.records("skipped", "strict")).isEqualTo(1);
            });
            assertThat(regions.readTarget(ROLES_MIRROR)).hasSize(1);
        }
    }

    private static RecordHeaders good() {
        return tag("acme", WEST, DataClass.ROLE_DEFINITIONS, 1);
    }

    private static RecordHeaders with(String header, String value) {
        RecordHeaders headers = good();
        headers.remove(header);
        headers.add(header, utf8(value));
        return headers;
    }
}
