package io.domicile.cli.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.Utils;

/** Reads every file of one place. For one thread. */
final class PlaceScan {

    /** A segment, also one that is being cleaned, swapped in or deleted. */
    private static final Pattern SEGMENT = Pattern.compile(".*\\.log(\\.(deleted|cleaned|swap))?");

    private static final int CHUNK = 1 << 16;

    private final String place;
    private final Path directory;
    private final MarkSearch search;
    private final byte[] chunk = new byte[CHUNK];
    private final byte[] zeros = new byte[CHUNK];
    private final List<String> unreadable = new ArrayList<>();
    private long files;
    private long bytes;
    private long batches;
    private long records;
    private long rawBytes;

    PlaceScan(String place, Path directory, MarkSearch search) {
        this.place = place;
        this.directory = directory;
        this.search = search;
    }

    /** A file that a running broker deletes meanwhile is left out. */
    void file(Path file) throws IOException {
        String name = directory.relativize(file).toString();
        try {
            long size = Files.size(file);
            if (SEGMENT.matcher(name).matches()) {
                segment(file, name);
            } else {
                raw(file, name, 0, size);
            }
            files++;
            bytes += size;
        } catch (NoSuchFileException deletedMeanwhile) {
            return;
        }
    }

    LeakReport.PlaceRead read() {
        return new LeakReport.PlaceRead(files, bytes, batches, records, rawBytes, unreadable);
    }

    private void segment(Path file, String name) throws IOException {
        long end = 0;
        if (!Files.exists(file)) {
            throw new NoSuchFileException(name);
        }
        FileRecords segment = FileRecords.open(file.toFile(), false);
        try {
            Iterator<FileChannelRecordBatch> all = segment.batches().iterator();
            while (hasNext(all)) {
                FileChannelRecordBatch batch = all.next();
                end = (long) batch.position() + batch.sizeInBytes();
                batch(file, name, batch);
            }
            raw(file, name, end, segment.sizeInBytes());
        } finally {
            // Not close(): it would cut off what a running broker has appended meanwhile
            segment.closeHandlers();
        }
    }

    /** False at the end and before bytes that are no batch, such as those of a preallocated segment. */
    private static boolean hasNext(Iterator<FileChannelRecordBatch> batches) {
        try {
            return batches.hasNext();
        } catch (KafkaException notABatch) {
            return false;
        }
    }

    private void batch(Path file, String name, FileChannelRecordBatch batch) throws IOException {
        try {
            batch.ensureValid();
            for (Record record : batch) {
                record(name, record);
            }
            batches++;
        } catch (KafkaException | IllegalArgumentException | IllegalStateException damaged) {
            unreadable.add("a batch at byte " + batch.position() + " of " + name + " cannot be read");
            raw(file, name, batch.position(), (long) batch.position() + batch.sizeInBytes());
        }
    }

    private void record(String name, Record record) {
        records++;
        if (record.hasKey()) {
            search.search(place, name, Finding.Part.KEY, record.offset(), record.key());
        }
        if (record.hasValue()) {
            search.search(place, name, Finding.Part.VALUE, record.offset(), record.value());
        }
        for (Header header : record.headers()) {
            search.search(place, name, Finding.Part.HEADER, record.offset(), ByteBuffer.wrap(Utils.utf8(header.key())));
            if (header.value() != null) {
                search.search(place, name, Finding.Part.HEADER, record.offset(), ByteBuffer.wrap(header.value()));
            }
        }
    }

    private void raw(Path file, String name, long from, long to) throws IOException {
        if (from >= to) {
            return;
        }
        MarkSearch.RawSearch run = search.raw(place, name, from);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long position = from;
            while (position < to) {
                ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, to - position));
                int read = channel.read(buffer, position);
                if (read < 0) {
                    break;
                }
                run.feed(chunk, read, zeros);
                position += read;
            }
            rawBytes += position - from;
        }
    }
}
