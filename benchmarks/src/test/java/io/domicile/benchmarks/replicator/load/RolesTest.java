package io.domicile.benchmarks.replicator.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.benchmarks.harness.measure.Mark;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry(1);

    @ParameterizedTest
    @ValueSource(ints = {200, 1_024})
    void shouldHaveAboutTheSizeAskedForAndItsMark(int size) {
        Mark mark = new Mark(3, 17, 4_001, 123_456_789L);

        byte[] value = new Roles(size, registry).with(mark);

        assertThat(value.length).isBetween(size - 4, size + 4);
        assertThat(Mark.find(value)).contains(mark);
    }

    @Test
    void shouldBeAReleasedRoleDefinition() {
        byte[] value = new Roles(200, registry).with(new Mark(1, 2, 3, 4));

        RoleDefinition role = FramedReader.<RoleDefinition>specific(registry, RoleDefinition.getClassSchema())
                .read(value);

        assertThat(role.getPermissions()).hasSize(2);
    }
}
