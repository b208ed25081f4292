package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was added, the last first, each whatever becomes of the others. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> added = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T closeable) {
        added.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        while (!added.isEmpty()) {
            AutoCloseable closeable = added.pop();
            try {
                closeable.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failed) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.COMPONENT, closeable.getClass().getSimpleName())
                        .addKeyValue(LogKeys.ERROR, failed.getClass().getName())
                        .log("a part of a link did not close");
            }
        }
    }
}
