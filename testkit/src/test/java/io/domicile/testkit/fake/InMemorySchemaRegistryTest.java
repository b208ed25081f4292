package io.domicile.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.testkit.contract.SchemaRegistryContract;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry(100);

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }

    @Test
    void shouldFailUntilItRecovers() {
        // given
        registry.failWith(Kind.UNAVAILABLE);

        // when / then
        assertThatThrownBy(registry::subjects).isInstanceOf(SchemaRegistryException.class);
        registry.recover();
        assertThat(registry.subjects()).isEmpty();
    }
}
