package io.domicile.testkit.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Who clients are at an {@link EmbeddedKafka} that was set up {@link KafkaOptions#withPrincipals}. */
public final class Principals {

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private Principals() {}

    /** Settings of a client that is this principal, without its brokers. */
    public static Map<String, String> client(String name) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                LOGIN + "username=\"" + name + "\" password=\"" + name + "\";");
    }

    static String ofBroker(Collection<String> names) {
        return names.stream()
                .sorted()
                .map(name -> "user_" + name + "=\"" + name + '"')
                .collect(Collectors.joining(" ", LOGIN, ";"));
    }
}
