package io.domicile.kit.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads overrides from environment variables. A variable's name is the key's in upper case with every other character
 * as {@code _}: {@code BRIDGE_ADMIN_PORT} sets {@code bridge.admin.port}. Below a pass-through map the rest of the name
 * is the map's key in lower case with dots: {@code BRIDGE_KAFKA_BOOTSTRAP_SERVERS} sets {@code bootstrap.servers} of
 * {@code bridge.kafka}, unless the file has a key there that spells the same name.
 *
 * <p>A variable that begins with the mapping's prefix and sets no key is a problem. Those that Kubernetes and Docker
 * make up for a service of the same name ({@code BRIDGE_SERVICE_HOST}, {@code BRIDGE_PORT_80_TCP}) are left alone.
 */
final class EnvironmentSettings {

    private static final Predicate<String> SERVICE_LINK = Pattern.compile(
                    "_(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$")
            .asPredicate();

    private final ConfigKeys keys;
    private final Map<String, List<String>> pathsByName = new HashMap<>();

    private EnvironmentSettings(ConfigKeys keys, List<Setting> file) {
        this.keys = keys;
        for (ConfigKey key : keys.all()) {
            if (!key.isPattern() && key.kind() != ConfigKey.Kind.PASS_THROUGH) {
                pathsByName.put(ConfigKey.environmentName(key.segments()), key.segments());
            }
        }
        file.forEach(setting -> pathsByName.putIfAbsent(ConfigKey.environmentName(setting.path()), setting.path()));
    }

    static List<Setting> read(
            Map<String, String> environment, String prefix, ConfigKeys keys, List<Setting> file, Problems problems) {
        EnvironmentSettings reading = new EnvironmentSettings(keys, file);
        String start = ConfigKey.environmentName(List.of(prefix)) + '_';
        List<Setting> settings = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (!name.startsWith(start)) {
                return;
            }
            Optional<List<String>> path = reading.path(name);
            if (path.isPresent()) {
                settings.add(new Setting(path.get(), value, "environment variable " + name));
            } else if (!SERVICE_LINK.test(name)) {
                problems.add(name, "environment variable that sets no key");
            }
        });
        return settings;
    }

    private Optional<List<String>> path(String name) {
        List<String> known = pathsByName.get(name);
        return known != null ? Optional.of(known) : passThrough(name);
    }

    private Optional<List<String>> passThrough(String name) {
        for (ConfigKey key : keys.all()) {
            String start = ConfigKey.environmentName(key.segments()) + '_';
            if (key.kind() == ConfigKey.Kind.PASS_THROUGH
                    && !key.isPattern()
                    && name.startsWith(start)
                    && name.length() > start.length()) {
                List<String> path = new ArrayList<>(key.segments());
                path.add(name.substring(start.length()).toLowerCase(Locale.ROOT).replace('_', '.'));
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }
}
