package io.domicile.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

class DockerConditionTest {

    /** The condition asks nothing of it. */
    private static final ExtensionContext CONTEXT = (ExtensionContext) Proxy.newProxyInstance(
            DockerConditionTest.class.getClassLoader(),
            new Class<?>[] {ExtensionContext.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void testsRunWhereDockerAnswers() {
        assertThat(evaluate(true, Map.of()).isDisabled()).isFalse();
        assertThat(evaluate(true, Map.of("DOMICILE_REQUIRE_DOCKER", "1")).isDisabled())
                .isFalse();
    }

    @Test
    void testsAreSkippedWithTheReasonWhereItDoesNot() {
        ConditionEvaluationResult result = evaluate(false, Map.of("DOMICILE_REQUIRE_DOCKER", "0"));

        assertThat(result.isDisabled()).isTrue();
        assertThat(result.getReason().orElseThrow()).startsWith("Docker does not answer");
    }

    @Test
    void testsFailWhereItIsDemanded() {
        assertThatThrownBy(() -> evaluate(false, Map.of("DOMICILE_REQUIRE_DOCKER", "1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("DOMICILE_REQUIRE_DOCKER=1");
    }

    private static ConditionEvaluationResult evaluate(boolean answers, Map<String, String> environment) {
        return new DockerCondition(() -> answers, environment).evaluateExecutionCondition(CONTEXT);
    }
}
