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

    /** A transaction that has begun, which is an open end until it is settled. */
    synchronized Touched begin(String transactionalId) {
        Touched touched = new Touched();
        ends.computeIfAbsent(transactionalId, id -> new ArrayList<>()).add(touched);
        return touched;
    }

    synchronized void settled(String transactionalId, Collection<Touched> settled) {
        ends.computeIfPresent(transactionalId, (id, all) -> {
            all.removeAll(settled);
            return all.isEmpty() ? null : all;
        });
    }

    /** What is open under this id; transactions that touched nothing are forgotten. */
    synchronized List<Touched> of(String transactionalId) {
        List<Touched> all = ends.get(transactionalId);
        if (all == null) {
            return List.of();
        }
        all.removeIf(Touched::isNothing);
        return List.copyOf(all);
    }

    /** Ids with open ends that no producer uses any more. */
    synchronized List<String> abandoned() {
        return ends.keySet().stream().filter(id -> !producers.containsKey(id)).toList();
    }
}
