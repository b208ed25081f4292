package io.domicile.router.acknowledgement;

import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The generations that the policy topics had after a task began. Confined to the task's thread, but for the reading that
 * it waits for.
 */
final class Floor {

    private final FloorReading reading;
    private final Consumer<Floor> onEnd;
    private boolean reached;

    /** @param onEnd told once it holds nothing up any more */
    Floor(FloorReading reading, Consumer<Floor> onEnd) {
        this.reading = reading;
        this.onEnd = onEnd;
    }

    FloorReading reading() {
        return reading;
    }

    /** Waits until it is known or the time is over; whether it is. */
    boolean awaitKnown(Duration atMost) throws InterruptedException {
        return reading.await(atMost);
    }

    /** Whether these are no earlier; not before the floor is known. A policy never goes back, so once is for good. */
    boolean isReachedBy(Map<RegionId, Long> generations) {
        if (!reached && reading.isOver() && covers(generations, reading.generations())) {
            reached = true;
            end();
        }
        return reached;
    }

    /** It holds nothing up any more. */
    void end() {
        onEnd.accept(this);
    }

    private static boolean covers(Map<RegionId, Long> generations, Map<RegionId, Long> least) {
        return least.entrySet().stream()
                .allMatch(region -> generations.getOrDefault(region.getKey(), 0L) >= region.getValue());
    }
}
