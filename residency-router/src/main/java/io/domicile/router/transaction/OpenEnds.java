package io.domicile.router.transaction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The transactions of a process that are not known to have ended everywhere, by transactional id. It outlives
 * producers: the next one under the same id gets the same producer id from the brokers. Safe for use by any thread.
 */
final class OpenEnds {

    private final Map<String, List<Touched>> ends = new HashMap<>();
    private final Map<String, Integer> producers = new HashMap<>();

    synchronized void producerOpened(String transactionalId) {
        producers.merge(transactionalId, 1, Integer::sum);
    }

    synchronized void producerClosed(String transactionalId) {
        producers.computeIfPresent(transactionalId, (id, count) -> count == 1 ? null : count - 1);
    }

    /**
     * A transaction that has begun, which is an open end until it is settled. Earlier ones of the id that touched nothing
     * are forgotten: none of them can touch anything any more.
     */
    synchronized Touched begin(String transactionalId) {
        Touched touched = new Touched();
        List<Touched> all = ends.computeIfAbsent(transactionalId, id -> new ArrayList<>());
        all.removeIf(Touched::isNothing);
        all.add(touched);
        return touched;
    }

    synchronized void settled(String transactionalId, Collection<Touched> settled) {
        ends.computeIfPresent(transactionalId, (id, all) -> {
            all.removeAll(settled);
            return all.isEmpty() ? null : all;
        });
    }

    /** What is open under this id, without transactions that have touched nothing so far. */
    synchronized List<Touched> of(String transactionalId) {
        return ends.getOrDefault(transactionalId, List.of()).stream()
                .filter(touched -> !touched.isNothing())
                .toList();
    }

    /** Ids with open ends that no producer uses any more. */
    synchronized List<String> abandoned() {
        return ends.keySet().stream().filter(this::isAbandoned).toList();
    }

    /** Whether the id has open ends, and no producer uses it. */
    synchronized boolean isAbandoned(String transactionalId) {
        return !producers.containsKey(transactionalId) && !of(transactionalId).isEmpty();
    }
}
