package io.domicile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.schemas.registry.SchemaRegistry.RegisteredSchema;
import io.domicile.schemas.registry.SchemaRegistryException;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every schema registry must do. Each test uses subjects of its own, so the registry may be shared. */
public abstract class SchemaRegistryContract {

    private static final int UNKNOWN_ID = 1_999_999_999;

    private final String name = "Contract" + UUID.randomUUID().toString().replace("-", "");
    private final String subject = "io.domicile.test." + name;

    /** The registry under test; the same for the whole test. */
    protected abstract SchemaRegistry registry();

    @BeforeEach
    void setRule() {
        registry().setGlobalCompatibility(Compatibility.BACKWARD);
    }

    @Test
    void shouldReadBackWhatWasRegistered() {
        // given
        int id = registry().register(subject, first());

        // when
        Schema schema = registry().schemaById(id);

        // then
        assertThat(schema).isEqualTo(first());
    }

    @Test
    void shouldKeepOneIdForOneSchema() {
        // given
        int id = registry().register(subject, first());

        // when
        int again = registry().register(subject, first());

        // then
        assertThat(again).isEqualTo(id);
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void shouldKeepOneIdForOneSchemaUnderTwoSubjects() {
        // given
        int id = registry().register(subject, first());

        // when
        int elsewhere = registry().register(subject + ".other", first());

        // then
        assertThat(elsewhere).isEqualTo(id);
    }

    @Test
    void shouldGiveEachVersionItsId() {
        // given
        int firstId = registry().register(subject, first());

        // when
        int secondId = registry().register(subject, withOptionalField());

        // then
        assertThat(secondId).isNotEqualTo(firstId);
        assertThat(registry().latest(subject))
                .isEqualTo(new RegisteredSchema(subject, 2, secondId, withOptionalField()));
        assertThat(registry().schemaById(firstId)).isEqualTo(first());
    }

    @Test
    void shouldFindTheIdOfARegisteredSchema() {
        // given
        int id = registry().register(subject, first());

        // when
        int found = registry().idOf(subject, first());

        // then
        assertThat(found).isEqualTo(id);
    }

    @Test
    void shouldRegisterNothingWhenLookingUp() {
        // given
        registry().register(subject, first());

        // when
        Kind kind = kindOf(() -> registry().idOf(subject, withOptionalField()));

        // then
        assertThat(kind).isEqualTo(Kind.NOT_FOUND);
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void shouldSayNotFoundOfAnUnknownId() {
        assertThat(kindOf(() -> registry().schemaById(UNKNOWN_ID))).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void shouldSayNotFoundOfAnUnknownSubject() {
        assertThat(kindOf(() -> registry().latest(subject))).isEqualTo(Kind.NOT_FOUND);
        assertThat(kindOf(() -> registry().idOf(subject, first()))).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void shouldRefuseAnIncompatibleSchema() {
        // given
        registry().register(subject, first());

        // when
        Kind kind = kindOf(() -> registry().register(subject, incompatible()));

        // then
        assertThat(kind).isEqualTo(Kind.INCOMPATIBLE);
        assertThat(registry().latest(subject).schema()).isEqualTo(first());
    }

    @Test
    void shouldTellCompatibleFromIncompatible() {
        // given
        registry().register(subject, first());

        // when / then
        assertThat(registry().isCompatible(subject, withOptionalField())).isTrue();
        assertThat(registry().isCompatible(subject, incompatible())).isFalse();
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void shouldCallAnySchemaCompatibleUnderANewSubject() {
        assertThat(registry().isCompatible(subject, first())).isTrue();
    }

    @Test
    void shouldAcceptAnythingWithoutACompatibilityRule() {
        // given
        registry().register(subject, first());
        registry().setGlobalCompatibility(Compatibility.NONE);

        // when
        int id = registry().register(subject, incompatible());

        // then
        assertThat(registry().globalCompatibility()).isEqualTo(Compatibility.NONE);
        assertThat(registry().latest(subject).id()).isEqualTo(id);
    }

    @Test
    void shouldListSubjects() {
        // given
        registry().register(subject, first());

        // when / then
        assertThat(registry().subjects()).contains(subject);
    }

    @Test
    void shouldKeepWhatOnlyJavaNeedsOutOfTheRegistry() {
        // given
        Schema generated = RoleDefinition.getClassSchema();

        // when
        Schema registered = registry().schemaById(registry().register(generated.getFullName(), generated));

        // then
        assertThat(generated.toString()).contains("avro.java.string");
        assertThat(registered.toString()).doesNotContain("avro.java.string").contains("permissions");
        assertThat(registry().idOf(generated.getFullName(), registered))
                .isEqualTo(registry().register(generated.getFullName(), generated));
    }

    private Schema first() {
        return SchemaBuilder.record(name)
                .namespace("io.domicile.test")
                .doc("Tëst")
                .fields()
                .requiredString("a")
                .endRecord();
    }

    private Schema withOptionalField() {
        return SchemaBuilder.record(name)
                .namespace("io.domicile.test")
                .fields()
                .requiredString("a")
                .optionalLong("b")
                .endRecord();
    }

    private Schema incompatible() {
        return SchemaBuilder.record(name)
                .namespace("io.domicile.test")
                .fields()
                .requiredLong("a")
                .endRecord();
    }

    private static Kind kindOf(ThrowingCallable question) {
        SchemaRegistryException failure = catchThrowableOfType(SchemaRegistryException.class, question);
        assertThat(failure).as("a failure").isNotNull();
        return failure.kind();
    }
}
