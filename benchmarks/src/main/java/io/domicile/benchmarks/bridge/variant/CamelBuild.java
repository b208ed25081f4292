package io.domicile.benchmarks.bridge.variant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/** The stand-alone Maven project of the peer. */
public final class CamelBuild {

    private static final String JAR = "camel-peer-0.1.0-SNAPSHOT.jar";

    private final Path project;

    /** @param home the folder of the {@code domicile} command */
    public CamelBuild(Path home) {
        this.project = home.resolve("benchmarks").resolve("peers").resolve("camel");
    }

    /**
     * Builds it where its jar is missing or older than its sources; the first time, Maven downloads Camel.
     *
     * @param log receives Maven's output
     * @throws IllegalStateException if the build failed
     */
    public void run(Path log) throws InterruptedException {
        if (isFresh()) {
            return;
        }
        try {
            int status = new ProcessBuilder(
                            "mvn",
                            "-q",
                            "-B",
                            "-Dstyle.color=never",
                            "-f",
                            project.resolve("pom.xml").toString(),
                            "package")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("the peer's build ended with status " + status + ": "
                        + Files.readString(log).strip());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the peer could not be built", failed);
        }
    }

    /** The peer's own jar and all it needs. */
    public String classPath() {
        return jar() + ":"
                + read(project.resolve("target").resolve("classpath")).strip();
    }

    private Path jar() {
        return project.resolve("target").resolve(JAR);
    }

    private boolean isFresh() {
        Path jar = jar();
        if (!Files.exists(jar)) {
            return false;
        }
        FileTime built = modified(jar);
        try (Stream<Path> sources = Files.walk(project.resolve("src"))) {
            return Stream.concat(Stream.of(project.resolve("pom.xml")), sources)
                    .filter(Files::isRegularFile)
                    .allMatch(source -> modified(source).compareTo(built) <= 0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
