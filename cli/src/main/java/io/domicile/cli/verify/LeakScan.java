package io.domicile.cli.verify;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for marks in the bytes that brokers keep.
 *
 * <ol>
 *   <li>Every file below a place's directory is read. Log segments are read as record batches, decompressed, whether
 *       committed, aborted or unfinished; each key, value and header is searched. Other files, and whatever of a segment
 *       is no batch, are searched as they are.
 *   <li>Each mark is searched in every {@link Form}.
 *   <li>The report says what was read; a scan that read no records is not clean.
 *   <li>Brokers may be running; what they write after their files were read is not seen.
 * </ol>
 *
 * <p>Immutable; a scan runs on the calling thread.
 */
public final class LeakScan {

    private final List<Mark> marks;

    /** @throws IllegalArgumentException if two marks share a label */
    public LeakScan(Collection<Mark> marks) {
        this.marks = List.copyOf(marks);
        if (marks.stream().map(Mark::label).distinct().count() != marks.size()) {
            throw new IllegalArgumentException("two marks share a label");
        }
    }

    /**
     * @param places name to directory, such as a region and its broker's log directory
     * @throws IOException if a directory is missing or a file cannot be read
     */
    public LeakReport scan(Map<String, Path> places) throws IOException {
        MarkSearch search = new MarkSearch(marks);
        Map<String, LeakReport.PlaceRead> read = new TreeMap<>();
        for (Map.Entry<String, Path> place : new TreeMap<>(places).entrySet()) {
            read.put(place.getKey(), scan(place.getKey(), place.getValue(), search));
        }
        return search.report(read);
    }

    private static LeakReport.PlaceRead scan(String place, Path directory, MarkSearch search) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        PlaceScan scan = new PlaceScan(place, directory, search);
        Files.walkFileTree(
                directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (attributes.isRegularFile()) {
                            scan.file(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                        return unlessDeleted(failed);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed)
                            throws IOException {
                        return failed == null ? FileVisitResult.CONTINUE : unlessDeleted(failed);
                    }
                });
        return scan.read();
    }

    /** A running broker deletes files and folders while they are listed. */
    private static FileVisitResult unlessDeleted(IOException failed) throws IOException {
        if (failed instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failed;
    }
}
