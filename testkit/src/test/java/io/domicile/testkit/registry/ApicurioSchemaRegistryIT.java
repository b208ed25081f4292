package io.domicile.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import io.domicile.testkit.contract.SchemaRegistryContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract on a real registry, through the HTTP client. */
class ApicurioSchemaRegistryIT extends SchemaRegistryContract {

    private static RegistryProcess process;

    @BeforeAll
    static void start() {
        process = RegistryProcess.start();
    }

    @AfterAll
    static void stop() {
        process.close();
    }

    @Override
    protected SchemaRegistry registry() {
        return process.client();
    }

    @Test
    void shouldEndWithItsHandle() {
        // given
        RegistryProcess other = RegistryProcess.start();
        ProcessHandle handle = ProcessHandle.of(other.pid()).orElseThrow();
        Compatibility atStart = other.client().globalCompatibility();

        // when
        other.close();

        // then
        assertThat(atStart).isEqualTo(Compatibility.BACKWARD);
        await().atMost(Duration.ofSeconds(30)).until(() -> !handle.isAlive());
        assertThat(other.isAlive()).isFalse();
    }
}
