package io.domicile.router.acknowledgement;

import io.domicile.residency.RegionId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The generations that the policy topics had after a task began. Used by the task's thread only, but for the reading
 * that it waits for.
 */
final class Floor {

    private final CompletableFuture<Map<RegionId, Long>> least;
    private final Consumer<Floor> onEnd;
    private boolean reached;

    /** @param onEnd told once it holds nothing up any more */
    Floor(CompletableFuture<Map<RegionId, Long>> least, Consumer<Floor> onEnd) {
        this.least = least;
        this.onEnd = onEnd;
    }

    /** Whether these are no earlier; not before the floor is known. A policy never goes back, so once is for good. */
    boolean isReachedBy(Map<RegionId, Long> generations) {
        if (!reached && least.isDone() && covers(generations, least.join())) {
            reached = true;
            end();
        }
        return reached;
    }

    /** The task has ended. */
    void end() {
        onEnd.accept(this);
    }

    boolean waitsFor(CompletableFuture<Map<RegionId, Long>> reading) {
        return least == reading;
    }

    private static boolean covers(Map<RegionId, Long> generations, Map<RegionId, Long> least) {
        return least.entrySet().stream()
                .allMatch(region -> generations.getOrDefault(region.getKey(), 0L) >= region.getValue());
    }
}
