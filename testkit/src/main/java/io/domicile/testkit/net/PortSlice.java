package io.domicile.testkit.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One JVM's share of the ports: whoever holds the lock of a slice's file has the slice, until its process ends. */
final class PortSlice {

    /** Locks that are let go only with the process. */
    private static final List<FileChannel> HELD = new ArrayList<>();

    private PortSlice() {}

    /** The number of a slice, from 0; one that others may have as well where all are taken or files cannot be locked. */
    static synchronized int claim(int slices) {
        int start = ThreadLocalRandom.current().nextInt(slices);
        for (int offset = 0; offset < slices; offset++) {
            int slice = (start + offset) % slices;
            if (isClaimed(slice)) {
                return slice;
            }
        }
        return start;
    }

    private static boolean isClaimed(int slice) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "domicile-ports-" + slice + ".lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                HELD.add(channel);
                return true;
            }
            channel.close();
            return false;
        } catch (IOException unusable) {
            return false;
        }
    }
}
