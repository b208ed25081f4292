package io.domicile.cli.connection;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes options that say where a region is from the environment: {@code --region} from {@code DOMICILE_REGION}. */
public final class EnvironmentDefaults implements IDefaultValueProvider {

    private static final Set<String> OPTIONS = Set.of(
            "--bootstrap-server",
            "--command-config",
            "--registry-url",
            "--registry-config",
            "--region",
            "--catalogue",
            "--audit-key-file");

    private final Map<String, String> environment;

    public EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && OPTIONS.contains(option.longestName())
                ? environment.get(variable(option.longestName()))
                : null;
    }

    private static String variable(String option) {
        return "DOMICILE_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
