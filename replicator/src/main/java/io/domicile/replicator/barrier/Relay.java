package io.domicile.replicator.barrier;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.AcknowledgementReader;
import io.domicile.kit.barrier.Barrier;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.barrier.RouterTasks;
import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which generation of the source's policy the target region's own bridges and router decide. What arrives there for an
 * organization at home in the source is theirs to decide, and only the link can tell the source that they do.
 *
 * <p>On a thread of its own; safe for use by several threads.
 */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** A member's word is some milliseconds behind its policy; only a longer silence is worth telling. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Set<MemberKind> KINDS = Set.of(MemberKind.BRIDGE, MemberKind.ROUTER);

    private final RegionId source;
    private final Supplier<AcknowledgementReader> readers;
    private final RouterTasks tasks;
    private final Ticker ticker;
    private final AtomicLong wanted = new AtomicLong();
    private volatile long wantedSinceNanos;
    private volatile long relayed;
    private volatile Optional<String> problem = Optional.of("acknowledgements of the target region not read yet");
    private @Nullable AcknowledgementReader reader;

    /** @param readers connects to the target; may block, and may fail as clients do */
    public Relay(String threadName, RegionId source, Supplier<AcknowledgementReader> readers, RouterTasks tasks) {
        this.source = source;
        this.readers = readers;
        this.tasks = tasks;
        this.ticker = new Ticker(threadName, PAUSE, this::tick);
    }

    public void start() {
        ticker.start();
    }

    /** The link itself decides by this generation; the others are asked whether they do. */
    public void want(long generation) {
        if (wanted.get() < generation) {
            wantedSinceNanos = System.nanoTime();
            wanted.set(generation);
        }
    }

    /** The latest generation by which all of them are known to decide; never more than was wanted. */
    public long relayed() {
        return relayed;
    }

    /** Why the latest generation is not acknowledged in the target region, as one constant text. */
    public Optional<String> problem() {
        return problem;
    }

    private void tick() {
        long generation = wanted.get();
        if (generation <= relayed && problem.isEmpty()) {
            return;
        }
        try {
            AcknowledgementReader open = reader;
            if (open == null) {
                open = readers.get();
                reader = open;
            }
            Map<Member, Optional<Acknowledgement>> words = open.read(ANSWER);
            // While the group shares the tasks out, what was known stays true
            tasks.assigned().ifPresent(assigned -> take(generation, concerned(words), concerned(assigned, words)));
        } catch (RuntimeException failure) {
            if (problem.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.REGION, source.value())
                        .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                        .log("acknowledgements of the target region cannot be read");
            }
            problem = Optional.of("acknowledgements of the target region cannot be read");
            throw failure;
        }
    }

    private void take(long generation, Map<Member, Optional<Acknowledgement>> words, Set<Member> assigned) {
        long waited = System.nanoTime() - wantedSinceNanos;
        boolean all =
                new Barrier(source, generation).standing(words, assigned, KINDS).isEnforced(Duration.ofNanos(waited));
        long reached = all ? generation : Math.min(generation, lowest(words, assigned));
        relayed = Math.max(relayed, reached);
        problem = all || waited < SILENCE_NANOS
                ? Optional.empty()
                : Optional.of("bridge or router of the target region has not acknowledged policy");
    }

    /**
     * Without those that carry no policy of the source: to them its organizations are unknown, so they take nothing of
     * theirs. A member that has said no policy at all yet is asked.
     */
    private Map<Member, Optional<Acknowledgement>> concerned(Map<Member, Optional<Acknowledgement>> words) {
        Map<Member, Optional<Acknowledgement>> concerned = new HashMap<>(words);
        concerned.values().removeIf(this::isUnconcerned);
        return concerned;
    }

    private Set<Member> concerned(Set<Member> assigned, Map<Member, Optional<Acknowledgement>> words) {
        Set<Member> concerned = new HashSet<>(assigned);
        concerned.removeIf(task -> isUnconcerned(words.getOrDefault(task, Optional.empty())));
        return concerned;
    }

    private boolean isUnconcerned(Optional<Acknowledgement> word) {
        return word.isPresent()
                && !word.get().generations().isEmpty()
                && !word.get().generations().containsKey(source);
    }

    private long lowest(Map<Member, Optional<Acknowledgement>> words, Set<Member> assigned) {
        long lowest = Long.MAX_VALUE;
        for (Map.Entry<Member, Optional<Acknowledgement>> entry : words.entrySet()) {
            if (entry.getKey().kind() == MemberKind.BRIDGE) {
                lowest = Math.min(lowest, generation(entry.getValue()));
            }
        }
        for (Member task : assigned) {
            lowest = Math.min(lowest, generation(words.getOrDefault(task, Optional.empty())));
        }
        return lowest;
    }

    private long generation(Optional<Acknowledgement> word) {
        return word.map(said -> said.generation(source)).orElse(0L);
    }

    @Override
    public void close() {
        ticker.close();
        if (reader != null) {
            reader.close();
        }
    }
}
