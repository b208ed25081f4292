package io.domicile.replicator.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.replicator.link.Link;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectivePermissionTest {

    private static final Link LINK = new Link(new RegionId("eu-west"), new RegionId("eu-central"), 1);

    @Test
    void shouldNameEveryTopicThatIsReadAndNoOther() {
        // when
        List<EffectivePermission> permissions = EffectivePermission.of(LINK);

        // then
        assertThat(permissions)
                .extracting(EffectivePermission::topic)
                .containsExactlyInAnyOrderElementsOf(MirroredTopic.all(LINK).stream()
                        .map(MirroredTopic::source)
                        .toList());
        assertThat(permissions).extracting(EffectivePermission::topic).noneMatch(topic -> topic.startsWith("home."));
    }

    @Test
    void shouldNameTheClassAndItsSchema() {
        // when
        List<EffectivePermission> permissions = EffectivePermission.of(LINK);

        // then
        assertThat(permissions)
                .filteredOn(permission -> permission.topic().endsWith(DataClass.USER_CREDENTIALS.id()))
                .singleElement()
                .satisfies(permission -> {
                    assertThat(permission.mirror()).isEqualTo("eu-west.egress.user-credentials");
                    assertThat(permission.rule())
                            .contains(
                                    "at home in eu-west",
                                    "standby eu-central",
                                    "io.domicile.schemas.event.UserCredential");
                });
    }
}
