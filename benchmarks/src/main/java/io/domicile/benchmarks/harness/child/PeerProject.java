package io.domicile.benchmarks.harness.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;

/** The stand-alone Maven project of a peer, which has its class path and perhaps a jar of its own. */
public final class PeerProject {

    private static final String CLASS_PATH = "classpath";

    private final Path project;
    private final Path product;
    private final boolean isJar;

    private PeerProject(Path home, String name, String product, boolean isJar) {
        this.project = home.resolve("benchmarks").resolve("peers").resolve(name);
        this.product = project.resolve("target").resolve(product);
        this.isJar = isJar;
    }

    /**
     * @param home the folder of the {@code domicile} command
     * @param name its folder
     * @param jar the name of what it builds
     */
    public static PeerProject withJar(Path home, String name, String jar) {
        return new PeerProject(home, name, jar, true);
    }

    /** One without sources of its own. */
    public static PeerProject withoutJar(Path home, String name) {
        return new PeerProject(home, name, CLASS_PATH, false);
    }

    /**
     * Builds it where what it builds is missing or older than its sources; the first time, Maven downloads the peer.
     *
     * @param log receives Maven's output
     * @throws IllegalStateException if the build failed
     */
    public void build(Path log) throws InterruptedException {
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
        return (isJar ? product + ":" : "")
                + read(project.resolve("target").resolve(CLASS_PATH)).strip();
    }

    /** A file in the project's folder. */
    public Path file(String name) {
        return project.resolve(name);
    }

    private boolean isFresh() {
        if (!Files.exists(product)) {
            return false;
        }
        FileTime built = modified(product);
        Path source = project.resolve("src");
        try (Stream<Path> sources = Files.exists(source) ? Files.walk(source) : Stream.empty()) {
            return Stream.concat(Stream.of(project.resolve("pom.xml")), sources)
                    .filter(Files::isRegularFile)
                    .allMatch(file -> modified(file).compareTo(built) <= 0);
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
