package io.domicile.bridge;

import io.domicile.bridge.admission.IdentityProperty;
import io.domicile.bridge.forward.PropertyNames;
import io.domicile.bridge.mqtt.MqttConfig;
import io.domicile.kit.config.Problems;
import io.domicile.kit.kafka.HeaderNames;
import java.util.Optional;

/** The identity property that a configuration describes, and what may be wrong with it. */
final class IdentityConfig {

    private static final String PROPERTY = "bridge.mqtt.identity-property";
    private static final String PATTERN = "bridge.mqtt.identity-pattern";

    private IdentityConfig() {}

    /** @throws IllegalArgumentException if {@link #check} has found a problem with the pattern */
    static Optional<IdentityProperty> of(MqttConfig mqtt) {
        return mqtt.identityProperty()
                .map(name -> mqtt.identityPattern()
                        .map(regex -> IdentityProperty.matching(name, regex))
                        .orElseGet(() -> IdentityProperty.named(name)));
    }

    /** Adds every problem it finds. */
    static void check(MqttConfig mqtt, Problems problems) {
        mqtt.identityProperty()
                .filter(name -> !isUsable(name))
                .ifPresent(name -> problems.add(
                        PROPERTY, "'" + name + "' is not a plain name, or one that the bridge uses itself"));
        if (mqtt.identityPattern().isEmpty()) {
            return;
        }
        if (mqtt.identityProperty().isEmpty()) {
            problems.add(PATTERN, "says how to read a property, but " + PROPERTY + " is not set");
        }
        try {
            IdentityProperty.matching("any", mqtt.identityPattern().get());
        } catch (IllegalArgumentException unusable) {
            problems.add(PATTERN, String.valueOf(unusable.getMessage()));
        }
    }

    /** A property that becomes no header would be missing where a dead letter is replayed. */
    private static boolean isUsable(String name) {
        return PropertyNames.objection(name).isEmpty()
                && !name.equalsIgnoreCase(HeaderNames.TRACEPARENT)
                && !name.equalsIgnoreCase(HeaderNames.TRACESTATE);
    }
}
