package io.domicile.it.container;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Whether Docker answers; what {@link RequiresDocker} says rests on it. */
final class DockerCondition implements ExecutionCondition {

    static final String REQUIRED = "DOMICILE_REQUIRE_DOCKER";

    private final BooleanSupplier answers;
    private final Map<String, String> environment;

    DockerCondition() {
        this(() -> DockerClientFactory.instance().isDockerAvailable(), System.getenv());
    }

    DockerCondition(BooleanSupplier answers, Map<String, String> environment) {
        this.answers = answers;
        this.environment = environment;
    }

    /** @throws IllegalStateException if Docker is required and does not answer */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (answers.getAsBoolean()) {
            return ConditionEvaluationResult.enabled("Docker answers");
        }
        if ("1".equals(environment.get(REQUIRED))) {
            throw new IllegalStateException("Docker does not answer, and " + REQUIRED + "=1 demands it");
        }
        return ConditionEvaluationResult.disabled("Docker does not answer; " + REQUIRED + "=1 makes this a failure");
    }
}
