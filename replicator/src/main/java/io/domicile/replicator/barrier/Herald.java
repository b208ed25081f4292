package io.domicile.replicator.barrier;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.Announcer;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says the lanes' words at the source, on a thread of its own, so that an unreachable source never holds up a lane that
 * copies already.
 *
 * <ol>
 *   <li>A word is said when it changes and again every five seconds; the last one counts.
 *   <li>After a lane's first word has arrived, the generation that the source's policy topic has then is read: the
 *       lane's floor. Whoever waited for a generation and did not see this lane had written that generation before, so
 *       the lane must not decide by an earlier one.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public final class Herald implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
    private static final long REPEAT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration FIRST_WORD = Duration.ofSeconds(12);

    private final Supplier<Announcer> announcers;
    private final LongSupplier sourceGeneration;
    private final Map<Member, Acknowledgement> words = new ConcurrentHashMap<>();
    private final Map<Member, Said> said = new ConcurrentHashMap<>();
    private final Map<Member, Long> floors = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private volatile @Nullable Announcer announcer;
    private volatile boolean silent;

    /**
     * @param announcers connects to the source; may block, and may fail as clients do
     * @param sourceGeneration reads the generation of the source's policy topic; may block and fail likewise
     */
    public Herald(String threadName, Supplier<Announcer> announcers, LongSupplier sourceGeneration) {
        this.announcers = announcers;
        this.sourceGeneration = sourceGeneration;
        this.ticker = new Ticker(threadName, Duration.ofMillis(50), this::tick);
    }

    public void start() {
        ticker.start();
    }

    /** Says this word from now on. */
    public void say(Acknowledgement word) {
        words.put(word.member(), word);
    }

    /** The generation below which the member must not decide; empty until its first word has arrived. */
    public OptionalLong floor(Member member) {
        Long floor = floors.get(member);
        return floor == null ? OptionalLong.empty() : OptionalLong.of(floor);
    }

    /** Says nothing of these members any more: another process may speak for them. */
    public void forget(Collection<Member> members) {
        synchronized (ticker) {
            for (Member member : members) {
                words.remove(member);
                said.remove(member);
                floors.remove(member);
            }
        }
    }

    /** Takes back what was said of members that decide nothing any more, before another process speaks for them. */
    public void withdraw(Collection<Member> members, Duration atMost) {
        forget(members);
        Announcer open = announcer;
        if (open == null || members.isEmpty()) {
            return;
        }
        List<CompletableFuture<Void>> withdrawals = new ArrayList<>();
        for (Member member : members) {
            withdrawals.add(open.withdraw(member));
        }
        try {
            CompletableFuture.allOf(withdrawals.toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unsaid) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.COUNT, members.size())
                    .addKeyValue(LogKeys.ERROR, unsaid.getClass().getName())
                    .log("lanes could not be withdrawn; who waits for them goes on waiting");
            // A withdrawal that arrived later would take back what another process says of them then
            announcer = null;
            open.abandon();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why words do not arrive, as one constant text. */
    public Optional<String> problem() {
        return silent ? Optional.of("policy is not acknowledged at the source") : Optional.empty();
    }

    private void tick() {
        try {
            Announcer open = announcer;
            if (open == null) {
                if (words.isEmpty()) {
                    return;
                }
                open = announcers.get();
                announcer = open;
            }
            speak(open);
            setFloors();
            silent = said.values().stream().anyMatch(Said::hasFailed);
        } catch (RuntimeException failure) {
            if (!silent) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                        .log("policy cannot be acknowledged at the source");
            }
            silent = true;
            throw failure;
        }
    }

    private void speak(Announcer open) {
        long now = System.nanoTime();
        for (Map.Entry<Member, Acknowledgement> entry : words.entrySet()) {
            Member member = entry.getKey();
            Acknowledgement word = entry.getValue();
            Said last = said.get(member);
            if (last != null && last.isUnderWay()) {
                continue;
            }
            boolean isDue = last == null
                    || (last.hasFailed()
                            ? now - last.nanos() > RETRY_NANOS
                            : !last.word().equals(word) || now - last.nanos() > REPEAT_NANOS);
            if (isDue) {
                synchronized (ticker) {
                    // Not after it was withdrawn
                    if (words.containsKey(member)) {
                        said.put(member, new Said(word, now, open.announce(word)));
                    }
                }
            }
        }
    }

    private void setFloors() {
        Set<Member> arrived = new HashSet<>();
        long deadline = System.nanoTime() + FIRST_WORD.toNanos();
        for (Member member : words.keySet()) {
            Said first = said.get(member);
            if (first != null && !floors.containsKey(member) && first.hasArrived(deadline)) {
                arrived.add(member);
            }
        }
        if (arrived.isEmpty()) {
            return;
        }
        long floor = sourceGeneration.getAsLong();
        synchronized (ticker) {
            arrived.stream().filter(said::containsKey).forEach(member -> floors.put(member, floor));
        }
    }

    @Override
    public void close() {
        ticker.close();
        Announcer open = announcer;
        if (open != null) {
            open.close();
        }
    }

    private record Said(Acknowledgement word, long nanos, CompletableFuture<Void> arrival) {

        boolean isUnderWay() {
            return !arrival.isDone();
        }

        boolean hasFailed() {
            return arrival.isCompletedExceptionally();
        }

        /** Waits for an arrival, which the announcer's own time-out bounds. */
        boolean hasArrived(long deadlineNanos) {
            try {
                arrival.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException | TimeoutException unsaid) {
                return false;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
