package io.domicile.residency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataClassTest {

    private static final String[] REGIONAL = {
        "telemetry", "alerts", "dashboards", "user-data", "ml-models", "audit-logs", "ota-packages"
    };
    private static final String[] REPLICATED = {
        "organization-settings", "user-credentials", "role-definitions", "api-key-metadata"
    };

    @Test
    void shouldBeTheElevenClassesOfTheDesign() {
        assertThat(DataClass.values()).hasSize(11);
        for (String id : REGIONAL) {
            assertThat(DataClass.find(id)).map(DataClass::scope).contains(Scope.REGIONAL);
            assertThat(DataClass.find(id)).map(DataClass::isReplicated).contains(false);
        }
        for (String id : REPLICATED) {
            assertThat(DataClass.find(id)).map(DataClass::scope).contains(Scope.REPLICATED);
            assertThat(DataClass.find(id)).map(DataClass::isReplicated).contains(true);
        }
    }

    @Test
    void shouldListTheReplicatedOnes() {
        assertThat(DataClass.replicated().stream().map(DataClass::id)).containsExactly(REPLICATED);
    }

    @Test
    void shouldBeFoundByItsOwnId() {
        assertThat(Arrays.stream(DataClass.values()))
                .allSatisfy(one -> assertThat(DataClass.find(one.id())).contains(one));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "TELEMETRY", "Telemetry", " telemetry", "telemetry ", "user_data", "credentials", "policy"})
    void shouldKnowNoOther(String id) {
        assertThat(DataClass.find(id)).isEmpty();
    }
}
