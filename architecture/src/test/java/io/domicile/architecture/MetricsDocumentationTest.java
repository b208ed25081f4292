package io.domicile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on metrics and the meters in the source name the same things. */
class MetricsDocumentationTest {

    private static final Path ROOT = Path.of(System.getProperty("domicile.root", ".."));
    private static final Pattern METER_IN_SOURCE = Pattern.compile("\"(domicile\\.[a-z]+\\.[a-z.]+[a-z])\"");
    private static final Pattern METER_IN_TABLE = Pattern.compile("^\\| `(domicile_[a-z_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern UNIT_OR_KIND = Pattern.compile("_(total|seconds)$");
    private static final Set<String> SETTINGS = Set.of("domicile.log.level", "domicile.log.target");

    @Test
    void everyMeterOfTheSourceIsOnThePageAndNoOther() throws IOException {
        assertThat(metersOfThePage()).hasSizeGreaterThan(20).isEqualTo(metersOfTheSource());
    }

    private static Set<String> metersOfThePage() throws IOException {
        Set<String> meters = new TreeSet<>();
        METER_IN_TABLE
                .matcher(Files.readString(ROOT.resolve("docs/metrics.md")))
                .results()
                .forEach(row -> meters.add(withoutUnit(row.group(1))));
        return meters;
    }

    private static Set<String> metersOfTheSource() throws IOException {
        Set<String> meters = new TreeSet<>();
        for (String module : Set.of("schemas", "service-kit", "ingest-bridge", "residency-router", "replicator")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    METER_IN_SOURCE
                            .matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .filter(name -> !SETTINGS.contains(name))
                            .forEach(name -> meters.add(withoutUnit(name.replace('.', '_'))));
                }
            }
        }
        return meters;
    }

    private static String withoutUnit(String meter) {
        return UNIT_OR_KIND.matcher(meter).replaceFirst("");
    }
}
