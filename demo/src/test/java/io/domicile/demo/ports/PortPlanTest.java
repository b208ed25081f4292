package io.domicile.demo.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.testkit.net.FreePorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPlanTest {

    @Test
    void shouldUseTheDocumentedPortsUnlessToldOtherwise() {
        PortPlan plan = PortPlan.documented();

        assertThat(plan.status()).isEqualTo(8080);
        assertThat(plan.regions())
                .containsExactly(
                        new RegionPorts(19_091, 19_191, 18_831, 18_081),
                        new RegionPorts(19_092, 19_192, 18_832, 18_082),
                        new RegionPorts(19_093, 19_193, 18_833, 18_083));
    }

    @Test
    void shouldMoveAllPortsWithTheBase() {
        PortPlan plan = PortPlan.from(30_000);

        assertThat(plan.status()).isEqualTo(30_000);
        assertThat(plan.regions().get(0)).isEqualTo(new RegionPorts(30_001, 30_011, 30_021, 30_031));
        assertThat(plan.regions().get(2)).isEqualTo(new RegionPorts(30_003, 30_013, 30_023, 30_033));
        assertThat(all(plan)).doesNotHaveDuplicates().hasSize(13);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, PortPlan.HIGHEST_BASE + 1})
    void shouldRefuseABaseBeyondTheRangeOfPorts(int base) {
        assertThatThrownBy(() -> PortPlan.from(base))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not " + base);
    }

    @Test
    void shouldReachTheHighestPort() {
        assertThat(PortPlan.from(PortPlan.HIGHEST_BASE).regions().get(2).registry())
                .isEqualTo(65_535);
    }

    @Test
    void shouldNameEveryPortThatIsTaken() throws Exception {
        // given
        PortPlan plan = freePlan();
        assertThatCode(plan::requireFree).doesNotThrowAnyException();
        int mqtt = plan.regions().get(1).mqtt();
        InetAddress loopback = InetAddress.getLoopbackAddress();

        // when, then
        try (ServerSocket one = new ServerSocket(mqtt, 1, loopback);
                ServerSocket two = new ServerSocket(plan.status(), 1, loopback)) {
            assertThatThrownBy(plan::requireFree)
                    .isInstanceOf(PortsTakenException.class)
                    .hasMessageContaining(one.getLocalPort() + " (MQTT of eu-central)")
                    .hasMessageContaining(two.getLocalPort() + " (status and metrics)")
                    .hasMessageContaining("--base-port");
        }
    }

    private static PortPlan freePlan() {
        while (true) {
            PortPlan plan = PortPlan.from(FreePorts.one());
            if (all(plan).stream().allMatch(FreePorts::isFree)) {
                return plan;
            }
        }
    }

    private static List<Integer> all(PortPlan plan) {
        List<Integer> ports = new ArrayList<>(List.of(plan.status()));
        plan.regions()
                .forEach(region ->
                        ports.addAll(List.of(region.kafka(), region.controller(), region.mqtt(), region.registry())));
        return ports;
    }
}
