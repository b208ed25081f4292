package io.domicile.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.schemas.registry.SchemaRegistryException.Kind;
import io.domicile.schemas.registry.StubRegistryServer.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private static final Schema SCHEMA =
            SchemaBuilder.record("A").fields().requiredString("a").endRecord();

    private final StubRegistryServer first = new StubRegistryServer();
    private final StubRegistryServer second = new StubRegistryServer();
    private final HttpSchemaRegistry registry = registry(new Authentication.None(), GENEROUS, first.url());

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void shouldPostSchemasInConfluentsForm() {
        // given
        first.answering(200, "{\"id\": 42}");

        // when
        int id = registry.register("a b/ü", SCHEMA);

        // then
        assertThat(id).isEqualTo(42);
        Request request = first.requests.get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/apis/ccompat/v7/subjects/a%20b%2F%C3%BC/versions");
        assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(request.body()).isEqualTo("{\"schema\":" + quoted(SCHEMA.toString()) + "}");
    }

    @Test
    void shouldNotAskForAnIdThatNoRegistryGives() {
        first.answering(404, "not the registry's own");

        for (int id : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThat(failureOf(() -> registry.schemaById(id)).kind()).isEqualTo(Kind.NOT_FOUND);
        }
        assertThat(first.requests).isEmpty();
    }

    @Test
    void shouldAskEveryOtherQuestionWhereConfluentAnswersIt() {
        // given
        String version =
                "{\"subject\": \"s\", \"id\": 5, \"version\": 2, \"schema\": " + quoted(SCHEMA.toString()) + "}";

        // when / then
        first.answering(200, version);
        assertThat(registry.latest("s")).isEqualTo(new SchemaRegistry.RegisteredSchema("s", 2, 5, SCHEMA));
        assertThat(registry.idOf("s", SCHEMA)).isEqualTo(5);
        assertThat(registry.schemaById(5)).isEqualTo(SCHEMA);
        first.answering(200, "{\"is_compatible\": false, \"reason\": null}");
        assertThat(registry.isCompatible("s", SCHEMA)).isFalse();
        first.answering(200, "{\"compatibilityLevel\": \"FULL\"}");
        assertThat(registry.globalCompatibility()).isEqualTo(Compatibility.FULL);
        first.answering(200, "{\"compatibility\": \"NONE\"}");
        assertThat(registry.globalCompatibility()).isEqualTo(Compatibility.NONE);
        registry.setGlobalCompatibility(Compatibility.NONE);
        first.answering(200, "[\"b\", \"a\"]");
        assertThat(registry.subjects()).containsExactlyInAnyOrder("a", "b");
        assertThat(first.requests.stream()
                        .map(request -> request.method() + " " + request.path().substring("/apis/ccompat/v7".length())))
                .containsExactly(
                        "GET /subjects/s/versions/latest",
                        "POST /subjects/s",
                        "GET /schemas/ids/5",
                        "POST /compatibility/subjects/s/versions/latest",
                        "GET /config",
                        "GET /config",
                        "PUT /config",
                        "GET /subjects");
    }

    @ParameterizedTest
    @CsvSource({
        "404, 40401, NOT_FOUND",
        "404, 40402, NOT_FOUND",
        "404, 40403, NOT_FOUND",
        "409, 409, INCOMPATIBLE",
        "422, 42201, INVALID_SCHEMA",
        "422, 42203, UNEXPECTED_ANSWER",
        "404, 404, UNEXPECTED_ANSWER",
        "401, 401, UNAUTHORIZED",
        "403, 40301, UNAUTHORIZED",
        "500, 50001, UNAVAILABLE",
        "503, 0, UNAVAILABLE",
        "429, 42901, UNAVAILABLE",
        "302, 0, UNEXPECTED_ANSWER"
    })
    void shouldClassifyFailuresByErrorCode(int status, int code, Kind kind) {
        // given
        first.answering(status, "{\"error_code\": " + code + ", \"message\": \"no\"}");

        // when / then
        assertThat(failureOf(() -> registry.schemaById(1)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Not Found</html>", "{}", "{\"error_code\": {}}", "[1]", "nul"})
    void shouldNotTakeABare404ForAnAnswerAboutSchemas(String body) {
        // given
        first.answering(404, body);

        // when / then
        assertThat(failureOf(() -> registry.schemaById(1)).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
        assertThat(failureOf(() -> registry.isCompatible("s", SCHEMA)).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{}",
                "[]",
                "null",
                "7",
                "{\"id\": \"7\"}",
                "{\"id\": 7.5}",
                "{\"id\": 99999999999}",
                "{\"id\": 7} {}",
                "{\"schema\": 3}"
            })
    void shouldNotUseGarbage(String body) {
        // given
        first.answering(200, body);

        // when / then
        assertThat(failureOf(() -> registry.register("s", SCHEMA)).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
        assertThat(failureOf(() -> registry.schemaById(1)).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
        assertThat(failureOf(() -> registry.globalCompatibility()).kind()).isEqualTo(Kind.UNEXPECTED_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"{}\"}",
                "{\"schema\": \"message A {}\", \"schemaType\": \"PROTOBUF\"}",
                "{\"schema\": \"\\\"string\\\"\", \"schemaType\": \"JSON\"}"
            })
    void shouldSayThatASchemaIsNotAvro(String body) {
        // given
        first.answering(200, body);

        // when / then
        assertThat(failureOf(() -> registry.schemaById(1)).kind()).isEqualTo(Kind.INVALID_SCHEMA);
    }

    @Test
    void shouldGoOnToTheNextUrlAndStayThere() {
        // given
        first.answering(503, "");
        second.answering(200, "[\"a\"]");
        HttpSchemaRegistry both = registry(new Authentication.None(), GENEROUS, first.url(), second.url());

        // when
        both.subjects();
        both.subjects();

        // then
        assertThat(first.requests).hasSize(1);
        assertThat(second.requests).hasSize(2);
    }

    @Test
    void shouldComeBackToTheFirstUrlWhenTheSecondFails() {
        // given
        first.answering(503, "");
        HttpSchemaRegistry both = registry(new Authentication.None(), GENEROUS, first.url(), second.url());
        both.subjects();
        first.answering(200, "[\"back\"]");
        second.close();

        // when / then
        assertThat(both.subjects()).containsExactly("back");
    }

    @Test
    void shouldNotGoOnAfterARefusal() {
        // given
        first.answering(401, "");
        HttpSchemaRegistry both = registry(new Authentication.None(), GENEROUS, first.url(), second.url());

        // when / then
        assertThat(failureOf(both::subjects).kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(second.requests).isEmpty();
    }

    @Test
    void shouldBeUnavailableWhenNothingListens() throws IOException {
        // given
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        // when / then
        HttpSchemaRegistry nobody =
                registry(new Authentication.None(), GENEROUS, URI.create("http://127.0.0.1:" + port));
        assertThat(failureOf(nobody::subjects).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void shouldGiveUpOnABodyThatNeverComes() {
        // given
        first.stalling();
        second.answering(200, "[\"a\"]");

        // when / then
        HttpSchemaRegistry impatient =
                registry(new Authentication.None(), Duration.ofMillis(700), first.url(), second.url());
        assertThat(impatient.subjects()).containsExactly("a");
    }

    @Test
    void shouldBeUnavailableToAnInterruptedThreadAndKeepItsInterrupt() {
        // given
        Thread.currentThread().interrupt();

        // when
        Kind kind = failureOf(registry::subjects).kind();

        // then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(kind).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void shouldSendCredentialsInTheHeaderOnly() {
        // given
        Authentication basic = new Authentication.Basic("user", "p:ä");
        Authentication bearer = new Authentication.Bearer("tok3n");

        // when
        registry(basic, GENEROUS, first.url()).subjects();
        registry(bearer, GENEROUS, first.url()).subjects();
        registry.subjects();

        // then
        assertThat(first.requests.stream().map(Request::authorization))
                .containsExactly("Basic dXNlcjpwOsOk", "Bearer tok3n", null);
    }

    @Test
    void shouldNotShowCredentials() {
        // given
        Authentication basic = new Authentication.Basic("someone", "hush");
        Authentication bearer = new Authentication.Bearer("hush");
        first.answering(401, "{\"error_code\": 40101, \"message\": \"bad token hush of someone\"}");

        for (Authentication authentication : List.of(basic, bearer)) {
            // when
            SchemaRegistryException failure = failureOf(registry(authentication, GENEROUS, first.url())::subjects);

            // then
            String settings = new SchemaRegistrySettings(List.of(first.url()), authentication, GENEROUS, 1).toString();
            assertThat(settings + failure + failure.getCause()).doesNotContain("hush", "someone", "aHVza");
        }
    }

    private static SchemaRegistryException failureOf(ThrowingCallable question) {
        SchemaRegistryException failure = catchThrowableOfType(SchemaRegistryException.class, question);
        assertThat(failure).as("a failure").isNotNull();
        return failure;
    }

    private static HttpSchemaRegistry registry(Authentication authentication, Duration timeout, URI... urls) {
        return new HttpSchemaRegistry(new SchemaRegistrySettings(Arrays.asList(urls), authentication, timeout, 1));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\\\"") + '"';
    }
}
