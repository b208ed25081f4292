package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.domicile.residency.RegionId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectionPlanTest {

    private static final RegionId HERE = new RegionId("eu-west");

    @Test
    void shouldBeOneConnectionByDefault() {
        assertThat(plans(Map.of()))
                .containsExactly(new ConnectionPlan(0, "domicile-bridge-eu-west", List.of("v1/#"), List.of(), null));
    }

    @Test
    void shouldBeOneConnectionForEachFilterWithStableNames() {
        assertThat(plans(Map.of(
                        "client-id", "bridge",
                        "filters[0]", "v1/acme/#",
                        "filters[1]", "v1/borealis/#",
                        "status-topic", "status/bridge")))
                .containsExactly(
                        new ConnectionPlan(0, "bridge-0", List.of("v1/acme/#"), List.of(), "status/bridge/0"),
                        new ConnectionPlan(1, "bridge-1", List.of("v1/borealis/#"), List.of(), "status/bridge/1"));
    }

    @Test
    void shouldBeSeveralConnectionsForEachFilterOfASharedSubscription() {
        assertThat(plans(Map.of(
                        "client-id", "bridge",
                        "filters[0]", "a/#",
                        "filters[1]", "b/#",
                        "order", "none",
                        "shared.group", "g",
                        "shared.connections", "2")))
                .extracting(ConnectionPlan::clientId, plan -> plan.filters().get(0))
                .containsExactly(
                        tuple("bridge-0", "$share/g/a/#"),
                        tuple("bridge-1", "$share/g/a/#"),
                        tuple("bridge-2", "$share/g/b/#"),
                        tuple("bridge-3", "$share/g/b/#"));
    }

    @Test
    void shouldKeepThePlainNamesForOneSharedConnection() {
        assertThat(plans(Map.of("order", "none", "shared.group", "g", "status-topic", "s")))
                .containsExactly(
                        new ConnectionPlan(0, "domicile-bridge-eu-west", List.of("$share/g/v1/#"), List.of(), "s"));
    }

    @Test
    void shouldNeverEndWhatTheConnectionItselfIsSubscribedTo() {
        assertThat(plans(Map.of(
                        "filters[0]", "b/#",
                        "filters[1]", "a/#",
                        "unsubscribe[0]", "a/#",
                        "unsubscribe[1]", "b/#")))
                .extracting(ConnectionPlan::staleFilters)
                .containsExactly(List.of("a/#"), List.of("b/#"));
    }

    private static List<ConnectionPlan> plans(Map<String, String> settings) {
        return ConnectionPlan.of(MqttSettings.of(settings), HERE);
    }
}
