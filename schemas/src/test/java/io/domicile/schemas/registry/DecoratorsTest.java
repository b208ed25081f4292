package io.domicile.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.schemas.TestRegistry;
import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.github.resilience4j.core.IntervalFunction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DecoratorsTest {

    private static final Schema SCHEMA =
            SchemaBuilder.record("A").fields().requiredString("a").endRecord();

    /** Every question of the port. */
    private static final List<Consumer<SchemaRegistry>> QUESTIONS = List.of(
            registry -> assertThat(registry.register("s", SCHEMA)).isEqualTo(1),
            registry -> assertThat(registry.schemaById(1)).isEqualTo(SCHEMA),
            registry -> assertThat(registry.idOf("s", SCHEMA)).isEqualTo(1),
            registry -> assertThat(registry.latest("s").schema()).isEqualTo(SCHEMA),
            registry -> assertThat(registry.isCompatible("s", SCHEMA)).isTrue(),
            registry -> assertThat(registry.globalCompatibility()).isEqualTo(Compatibility.BACKWARD),
            registry -> registry.setGlobalCompatibility(Compatibility.FULL),
            registry -> assertThat(registry.subjects()).containsExactly("s"));

    private final TestRegistry registry = new TestRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void shouldAskAnUnavailableRegistryAgain() {
        for (Consumer<SchemaRegistry> question : QUESTIONS) {
            // given
            registry.failNext(Kind.UNAVAILABLE, Kind.UNAVAILABLE);
            registry.questions.clear();

            // when
            question.accept(retrying(3));

            // then
            assertThat(registry.questions).hasSize(3);
        }
    }

    @Test
    void shouldGiveUpAfterItsAttempts() {
        // given
        registry.failNext(Kind.UNAVAILABLE, Kind.UNAVAILABLE);

        // when / then
        assertThatThrownBy(() -> retrying(2).subjects())
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        failure -> assertThat(failure.isRetriable()).isTrue());
        assertThat(registry.questions).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "UNAVAILABLE", mode = Mode.EXCLUDE)
    void shouldNotAskAgainWhereOnlyAPersonCanHelp(Kind kind) {
        // given
        registry.failNext(kind);

        // when / then
        assertThatThrownBy(() -> retrying(5).subjects())
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind));
        assertThat(registry.questions).hasSize(1);
    }

    @Test
    void shouldNotAskAgainWhenInterrupted() {
        // given
        registry.failNext(Kind.UNAVAILABLE, Kind.UNAVAILABLE);
        Thread.currentThread().interrupt();

        // when / then
        assertThatThrownBy(() -> retrying(5).subjects()).isInstanceOf(SchemaRegistryException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(registry.questions).hasSize(1);
    }

    @Test
    void shouldTimeQuestionsByOperationAndOutcome() {
        // given
        SchemaRegistry metered = new MeteredSchemaRegistry(registry, meters, "eu-west");
        QUESTIONS.forEach(question -> question.accept(metered));
        registry.failNext(Kind.NOT_FOUND);

        // when
        assertThatThrownBy(() -> metered.schemaById(1)).isInstanceOf(SchemaRegistryException.class);

        // then
        assertThat(count("schema-by-id", "success")).isEqualTo(1);
        assertThat(count("schema-by-id", "not-found")).isEqualTo(1);
        assertThat(Stream.of(
                        "register",
                        "id-of",
                        "latest",
                        "is-compatible",
                        "global-compatibility",
                        "set-global-compatibility",
                        "subjects"))
                .allSatisfy(operation -> assertThat(count(operation, "success")).isEqualTo(1));
        assertThat(meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getDescription()).isNotBlank());
    }

    @Test
    void shouldRememberWhatNeverChanges() {
        // given
        SchemaRegistry caching = new CachingSchemaRegistry(registry);
        caching.register("s", SCHEMA);
        Schema schema = caching.schemaById(1);
        registry.questions.clear();

        // when
        Schema again = caching.schemaById(1);
        int id = caching.register("s", SCHEMA);
        int found = caching.idOf("s", SCHEMA);

        // then
        assertThat(registry.questions).isEmpty();
        assertThat(again).isSameAs(schema);
        assertThat(List.of(id, found)).containsExactly(1, 1);
    }

    @Test
    void shouldAskForWhatItDoesNotKnow() {
        // given
        SchemaRegistry caching = new CachingSchemaRegistry(registry);
        QUESTIONS.forEach(question -> question.accept(caching));
        registry.questions.clear();

        // when
        caching.register("another subject", SCHEMA);
        caching.register(
                "s", new Schema.Parser().parse(SCHEMA.toString().replace("\"fields\"", "\"doc\":\"d\",\"fields\"")));
        caching.latest("s");
        caching.isCompatible("s", SCHEMA);
        caching.globalCompatibility();
        caching.subjects();

        // then
        assertThat(registry.questions)
                .containsExactly("register", "register", "latest", "isCompatible", "globalCompatibility", "subjects");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shouldForgetFailures(Kind kind) {
        // given
        SchemaRegistry caching = new CachingSchemaRegistry(registry);
        registry.failNext(kind, kind);
        assertThatThrownBy(() -> caching.register("s", SCHEMA)).isInstanceOf(SchemaRegistryException.class);
        assertThatThrownBy(() -> caching.schemaById(1)).isInstanceOf(SchemaRegistryException.class);

        // when
        int id = caching.register("s", SCHEMA);

        // then
        assertThat(id).isEqualTo(1);
        assertThat(caching.schemaById(1)).isEqualTo(SCHEMA);
    }

    private SchemaRegistry retrying(int attempts) {
        return new RetryingSchemaRegistry(registry, attempts, IntervalFunction.of(1));
    }

    private long count(String operation, String outcome) {
        return meters.get("domicile.registry.requests")
                .tags("region", "eu-west", "kind", operation, "outcome", outcome)
                .timer()
                .count();
    }
}
