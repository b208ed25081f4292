package io.domicile.testkit.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory that {@link #close()} deletes with all it holds, unless it was given to us by somebody who keeps it. */
public final class ScratchDirectory implements AutoCloseable {

    private final Path path;
    private final boolean ours;

    private ScratchDirectory(Path path, boolean ours) {
        this.path = path;
        this.ours = ours;
    }

    /** The given directory, created where it is missing and kept for ever; a temporary one where none is given. */
    public static ScratchDirectory at(@Nullable Path kept, String prefix) {
        try {
            return kept == null
                    ? new ScratchDirectory(Files.createTempDirectory(prefix), true)
                    : new ScratchDirectory(Files.createDirectories(kept), false);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        if (ours) {
            delete(path);
        }
    }

    /** Deletes a directory with all it holds; does nothing where it does not exist. */
    public static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
