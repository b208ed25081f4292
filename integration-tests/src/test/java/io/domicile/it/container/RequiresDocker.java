package io.domicile.it.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests that run where Docker answers, after all others. Elsewhere they are skipped, with the reason; with {@code
 * DOMICILE_REQUIRE_DOCKER=1} in the environment they fail instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("container")
@ExtendWith(DockerCondition.class)
@interface RequiresDocker {}
