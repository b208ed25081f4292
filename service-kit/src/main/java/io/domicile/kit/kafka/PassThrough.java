package io.domicile.kit.kafka;

import io.domicile.kit.config.Problems;
import io.domicile.kit.config.Spelling;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings that a configuration passes through to Kafka clients. */
final class PassThrough {

    private static final List<String> PREFIXES = List.of("consumer.", "producer.", "admin.");

    private final Map<String, String> settings;
    private final Set<String> known;

    PassThrough(Map<String, String> settings, Set<String> alsoKnown) {
        this.settings = Map.copyOf(settings);
        Set<String> names = new HashSet<>(alsoKnown);
        names.addAll(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        this.known = Set.copyOf(names);
    }

    Map<String, String> settings() {
        return settings;
    }

    Map<String, String> unprefixed() {
        Map<String, String> plain = new HashMap<>(settings);
        plain.keySet()
                .removeIf(key -> !known.contains(key) && !withoutPrefix(key).equals(key));
        return plain;
    }

    /** What one kind of client gets: the plain keys it knows, over them the keys with its prefix. */
    Map<String, String> of(String prefix, Set<String> knownToClient) {
        Map<String, String> chosen = new HashMap<>(settings);
        chosen.keySet().retainAll(knownToClient);
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix) && !known.contains(key)) {
                chosen.put(key.substring(prefix.length()), value);
            }
        });
        return chosen;
    }

    void reportUnknown(String configKey, Problems problems) {
        for (String key : settings.keySet()) {
            if (!known.contains(key) && !known.contains(withoutPrefix(key))) {
                problems.add(
                        configKey + "." + key,
                        "no Kafka client knows this setting"
                                + Spelling.closest(withoutPrefix(key), known)
                                        .map(name -> "; did you mean " + name + "?")
                                        .orElse(""));
            }
        }
    }

    private static String withoutPrefix(String key) {
        return PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }
}
