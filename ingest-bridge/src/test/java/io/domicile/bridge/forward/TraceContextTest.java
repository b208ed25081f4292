package io.domicile.bridge.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.bridge.ledger.MqttMessage.Property;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String IDS = "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331";
    private static final String PARENT = "00-" + IDS + "-01";

    @ParameterizedTest
    @ValueSource(strings = {"00-" + IDS + "-01", "00-" + IDS + "-ff", "01-" + IDS + "-00", "fe-" + IDS + "-00-more"})
    void shouldKeepAWellFormedParent(String parent) {
        assertThat(TraceContext.of(List.of(new Property("traceparent", parent))))
                .isEqualTo(new TraceContext(parent, null, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + IDS + "-01",
                "0-" + IDS + "-01",
                "00-" + IDS,
                "00-" + IDS + "-1",
                "00-" + IDS + "-011",
                "00-" + IDS + "-01-more",
                "00-" + IDS + "-01\n",
                " 00-" + IDS + "-01",
                "01-" + IDS + "-01more",
                "01-" + IDS + "-01-m\u00f6re",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01"
            })
    void shouldRemoveAMalformedParentAndItsState(String parent) {
        assertThat(TraceContext.of(List.of(new Property("traceparent", parent), new Property("tracestate", "a=1"))))
                .isEqualTo(new TraceContext(null, null, 2));
    }

    @Test
    void shouldRemoveWhatIsSaidTwice() {
        Property parent = new Property("traceparent", PARENT);
        Property state = new Property("tracestate", "a=1");

        assertThat(TraceContext.of(List.of(parent, state, new Property("TRACEPARENT", PARENT))))
                .isEqualTo(new TraceContext(null, null, 3));
        assertThat(TraceContext.of(List.of(parent, state, state))).isEqualTo(new TraceContext(PARENT, null, 2));
    }

    @Test
    void shouldRemoveAStateWithoutAParent() {
        assertThat(TraceContext.of(List.of(new Property("tracestate", "a=1"))))
                .isEqualTo(new TraceContext(null, null, 1));
        assertThat(TraceContext.of(List.of(new Property("site", "north")))).isEqualTo(new TraceContext(null, null, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "a=1,b=2", "a=1 ,\tb=2", "a=1,,b=2", "fw529a3039@dt=FfFf;1", "a*_-/0= x~", "1a@b=c"})
    void shouldKeepAWellFormedState(String state) {
        assertThat(stateOf(state)).isEqualTo(new TraceContext(PARENT, state, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=1", "a=", "a=1,a=2", "A=1", "1a=1", "a=b=c", "a=\u00e4", "a=1\n", "a b=1", "a=x\0y"})
    void shouldRemoveAMalformedState(String state) {
        assertThat(stateOf(state)).isEqualTo(new TraceContext(PARENT, null, 1));
    }

    @Test
    void shouldBoundTheState() {
        String longest = "a=" + "x".repeat(249) + ",b=" + "x".repeat(249) + ",c=123456";
        assertThat(longest).hasSize(512);
        assertThat(stateOf(longest).state()).isEqualTo(longest);
        assertThat(stateOf(longest + "7").state()).isNull();
        assertThat(stateOf("a=" + "x".repeat(257)).state()).isNull();
        assertThat(stateOf(members(32)).state()).isEqualTo(members(32));
        assertThat(stateOf(members(33)).state()).isNull();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(number -> "k" + number + "=v").collect(Collectors.joining(","));
    }

    private static TraceContext stateOf(String state) {
        return TraceContext.of(List.of(new Property("traceparent", PARENT), new Property("tracestate", state)));
    }
}
