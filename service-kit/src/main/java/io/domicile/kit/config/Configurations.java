package io.domicile.kit.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads typed configurations: interfaces with {@link ConfigMapping}, whose prefix is the one root key of the file.
 *
 * <p>Whatever is wrong is reported at once: what is not YAML, unknown and doubled keys (also outside the prefix),
 * missing keys, values of another type, environment variables that set no key. Texts are taken literally; there are no
 * placeholders. Durations are written {@code 500ms}, {@code 5s}, {@code 10m}, {@code 2h}, {@code 7d}, or as ISO 8601.
 *
 * <p>Environment variables override the file: {@code BRIDGE_ADMIN_PORT} sets {@code bridge.admin.port}, and {@code
 * BRIDGE_KAFKA_BOOTSTRAP_SERVERS} sets {@code bootstrap.servers} of the pass-through map {@code bridge.kafka}; a list
 * is written with commas. In the file, keys of a pass-through map may be written nested or with dots.
 */
public final class Configurations {

    private Configurations() {}

    /**
     * Reads a file and this process's environment.
     *
     * @throws ConfigurationException with every problem
     */
    public static <T> T load(Class<T> type, Path yaml) {
        return load(type, yaml, System.getenv());
    }

    /** @throws ConfigurationException with every problem */
    public static <T> T load(Class<T> type, Path yaml, Map<String, String> environment) {
        return load(type, yaml, environment, (configuration, problems) -> {});
    }

    /**
     * Reads a file and an environment, then runs checks that concern more than one key.
     *
     * @param check adds what it finds to the problems, such as {@link ConfigurationChecks} do; runs only where every
     *     key by itself is good
     * @throws ConfigurationException with every problem
     */
    public static <T> T load(
            Class<T> type, Path yaml, Map<String, String> environment, BiConsumer<? super T, Problems> check) {
        Problems problems = new Problems(yaml.toString());
        List<Setting> file = YamlSettings.read(yaml, problems);
        if (file.isEmpty()) {
            problems.throwIfAny();
        }
        return map(type, file, environment, problems, check);
    }

    /**
     * Reads YAML from a stream, without an environment, and leaves the stream open.
     *
     * @param source what messages call it
     * @throws ConfigurationException with every problem
     */
    public static <T> T read(Class<T> type, InputStream yaml, String source, BiConsumer<? super T, Problems> check) {
        Problems problems = new Problems(source);
        List<Setting> settings = YamlSettings.read(new InputStreamReader(yaml, StandardCharsets.UTF_8), problems);
        return map(type, settings, Map.of(), problems, check);
    }

    /**
     * Reads properties such as {@code bridge.kafka.bootstrap.servers} or {@code bridge.registry.urls[0]}.
     *
     * @throws ConfigurationException with every problem
     */
    public static <T> T fromProperties(Class<T> type, Map<String, String> properties) {
        return fromProperties(type, properties, (configuration, problems) -> {});
    }

    /** As {@link #load(Class, Path, Map, BiConsumer)}, from properties. */
    public static <T> T fromProperties(
            Class<T> type, Map<String, String> properties, BiConsumer<? super T, Problems> check) {
        Problems problems = new Problems("properties");
        return map(type, PropertySettings.read(properties), Map.of(), problems, check);
    }

    private static <T> T map(
            Class<T> type,
            List<Setting> file,
            Map<String, String> environment,
            Problems problems,
            BiConsumer<? super T, Problems> check) {
        ConfigMappingInterface mapping = ConfigMappingInterface.getConfigurationInterface(type);
        ConfigMapping annotation = type.getAnnotation(ConfigMapping.class);
        if (mapping == null || annotation == null || annotation.prefix().isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " is no @ConfigMapping interface with a prefix");
        }
        ConfigKeys keys = ConfigKeys.of(mapping, annotation.prefix());
        List<Setting> overrides = EnvironmentSettings.read(environment, annotation.prefix(), keys, file, problems);
        Map<String, String> properties = new SettingResolution(keys, problems).resolve(file, overrides);
        T configuration = Mapping.map(type, properties, keys, problems);
        problems.throwIfAny();
        check.accept(configuration, problems);
        problems.throwIfAny();
        return configuration;
    }
}
