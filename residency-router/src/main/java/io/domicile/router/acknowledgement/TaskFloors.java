package io.domicile.router.acknowledgement;

import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, for each task that begins, which generations the policy topics have by then. A change that the task's earlier
 * owner acknowledged, or that nobody waited for because the task had no owner, was written before the task began here;
 * so it is in what is read then, whatever this process has read of the topics so far.
 *
 * <p>Tasks that begin together share a reading, but no task relies on one that began before it. What fails is tried
 * again for as long as a task waits for it. Safe for use by any thread.
 */
public final class TaskFloors {

    private static final Logger LOG = LoggerFactory.getLogger(TaskFloors.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final RegionId here;
    private final Supplier<Map<RegionId, Long>> reading;
    private final Executor readers;
    private final Set<Floor> unreached = ConcurrentHashMap.newKeySet();
    private @Nullable FloorReading notBegun;

    /**
     * @param reading reads the generation that each region's policy topic has now; may block, and fails as clients do
     * @param readers runs readings, each on a thread that is interrupted when the router stops
     */
    public TaskFloors(RegionId here, Supplier<Map<RegionId, Long>> reading, Executor readers) {
        this.here = here;
        this.reading = reading;
        this.readers = readers;
    }

    /** Whether a task decides nothing because its process has not read what the policy topics had when it began. */
    public boolean areUnreached() {
        return !unreached.isEmpty();
    }

    /** The floor of a task that begins now. */
    synchronized Floor ofNow() {
        if (notBegun != null) {
            return floor(notBegun);
        }
        FloorReading asked = new FloorReading(this::read);
        notBegun = asked;
        Floor floor = floor(asked);
        readers.execute(asked);
        return floor;
    }

    private Floor floor(FloorReading asked) {
        Floor floor = new Floor(asked, this::ended);
        unreached.add(floor);
        return floor;
    }

    private synchronized void ended(Floor floor) {
        unreached.remove(floor);
        FloorReading reading = floor.reading();
        if (!reading.isOver() && unreached.stream().noneMatch(other -> other.reading() == reading)) {
            notBegun = notBegun == reading ? null : notBegun;
            reading.cancel();
        }
    }

    private void read(FloorReading asked) {
        synchronized (this) {
            notBegun = null;
        }
        try {
            while (!asked.isOver()) {
                attempt(asked);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Error defect) {
            asked.fail(defect);
        }
    }

    private void attempt(FloorReading asked) throws InterruptedException {
        try {
            asked.answer(reading.get());
        } catch (RuntimeException failed) {
            // Kafka's, the registry's, or a defect: read again either way
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LOG.atWarn()
                    .addKeyValue(LogKeys.REGION, here)
                    .addKeyValue(LogKeys.ERROR, failed.getClass().getName())
                    .log("the policy topics were not read for a task that begins");
            asked.await(RETRY);
        }
    }
}
