package io.domicile.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessHealthTest {

    private final RecordingService one = new RecordingService("bridge eu-west", RecordingService.journal());
    private final RecordingService two = new RecordingService("router eu-west", RecordingService.journal());
    private final ProcessHealth health = new ProcessHealth(List.of(one.named(), two.named()));

    @Test
    void shouldBeAliveAndReadyWhereAllAre() {
        assertThat(health.report().isAlive()).isTrue();
        assertThat(health.report().isReady()).isTrue();
    }

    @Test
    void shouldNotBeReadyWhereOneIsNot() {
        two.is(Health.notReady("gate-closed"));

        assertThat(health.report().isAlive()).isTrue();
        assertThat(health.report().isReady()).isFalse();
    }

    @Test
    void shouldBeNeitherWhereOneIsDead() {
        one.is(Health.dead("fenced"));

        assertThat(health.report().isAlive()).isFalse();
        assertThat(health.report().isReady()).isFalse();
    }

    @Test
    void shouldNotBeReadyWithoutAService() {
        assertThat(new ProcessHealth(List.of()).report().isReady()).isFalse();
        assertThat(new ProcessHealth(List.of()).report().isAlive()).isTrue();
    }

    @Test
    void shouldRefuseTwoServicesOfOneName() {
        assertThatThrownBy(() -> health.add(one.named()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two services are called 'bridge eu-west'");
    }
}
