package io.domicile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules about source files that a class file no longer shows. */
class HouseRulesTest {

    private static final Path ROOT = Path.of(System.getProperty("domicile.root", ".."));

    @Test
    void noSourceFileIsLongerThanFourHundredLines() {
        List<Path> sources = new ArrayList<>(sources());
        sources.addAll(under("src/test/java"));

        assertThat(sources)
                .hasSizeGreaterThan(50)
                .allSatisfy(source -> assertThat(Files.readAllLines(source))
                        .as(ROOT.relativize(source).toString())
                        .hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void halfOfTheFilesAreShorterThanNinetyLines() {
        long[] lengths =
                sources().stream().mapToLong(HouseRulesTest::lines).sorted().toArray();

        assertThat(lengths[lengths.length / 2]).isLessThan(90);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        List<Path> packages = sources().stream().map(Path::getParent).distinct().toList();

        assertThat(packages)
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .exists()
                        .content()
                        .contains("@NullMarked")
                        .startsWith("/**"));
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(sources())
                .allSatisfy(source -> assertThat(source)
                        .content()
                        .doesNotContain("TODO", "FIXME", "printStackTrace", "not implemented"));
    }

    private static List<Path> sources() {
        return under("src/main/java");
    }

    private static List<Path> under(String folder) {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .flatMap(HouseRulesTest::javaFiles)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long lines(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
