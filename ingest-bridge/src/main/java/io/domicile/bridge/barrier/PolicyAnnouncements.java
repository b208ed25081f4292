package io.domicile.bridge.barrier;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.Announcer;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.log.LogKeys;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code residency.acks} by which policy generations this bridge decides: after everything that it had in hand
 * when it took them over has ended, and again every five seconds. One thread of its own, which alone asks the brokers.
 *
 * <p>After the first word has arrived, the generations that the policy topics have then are read: the bridge's floor.
 * Whoever waited for a generation and did not see this bridge had written that generation before, so the bridge's gate
 * stays closed until the policy behind it has come so far. Where the floor cannot be read it is tried again.
 *
 * <p>While the gate is closed nothing is said, so that silence and a lease together mean what they should.
 */
public final class PolicyAnnouncements {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyAnnouncements.class);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration REPEAT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(12);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Member member;
    private final Duration lease;
    private final AnnouncedGate gate;
    private final Supplier<Map<RegionId, Long>> floors;
    private final InHand inHand;
    private final Supplier<Announcer> announcers;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Announcer announcer;
    private Map<RegionId, Long> said = Map.of();
    private long saidAt;
    private boolean hasSpoken;
    private @Nullable Map<RegionId, Long> floor;
    private boolean decides;

    /**
     * @param lease of the gate; zero where it has none
     * @param floors reads the generation that each region's policy topic has now; may block, and fails as clients do
     * @param announcers may block on the schema registry, and throw what its client throws
     */
    public PolicyAnnouncements(
            Member member,
            Duration lease,
            AnnouncedGate gate,
            Supplier<Map<RegionId, Long>> floors,
            InHand inHand,
            Supplier<Announcer> announcers) {
        this.member = member;
        this.lease = lease;
        this.gate = gate;
        this.floors = floors;
        this.inHand = inHand;
        this.announcers = announcers;
        this.thread = new Thread(this::run, "bridge-barrier " + member.region());
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether nobody speaks for the bridge any more, though nobody told so. */
    public boolean isDead() {
        return stopping.getCount() > 0 && thread.getState() == Thread.State.TERMINATED;
    }

    /**
     * Stops speaking.
     *
     * @param hasEnded whether everything that was taken in has ended: then the bridge is no member any longer. Otherwise
     *     who waits for it goes on waiting, for a record of it may still arrive
     */
    public void close(boolean hasEnded) {
        stopping.countDown();
        thread.interrupt();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Announcer last = announcer;
        if (last == null || thread.isAlive()) {
            return;
        }
        announcer = null;
        if (hasSpoken && hasEnded) {
            last.withdraw(member)
                    .exceptionally(failure -> {
                        unheard(failure);
                        return null;
                    })
                    // Of a copy: what is not answered in time fails when the announcer closes, and is told then
                    .copy()
                    .completeOnTimeout(null, STOP.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        last.close();
    }

    private void run() {
        try {
            while (!pause(LOOK)) {
                step();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        Optional<PolicyView> view = gate.behind().view();
        if (view.isEmpty()) {
            return;
        }
        Map<RegionId, Long> generations = view.get().generations();
        boolean isNews = hasSpoken && !generations.equals(said);
        if (!hasSpoken || isNews || System.nanoTime() - saidAt >= REPEAT.toNanos()) {
            // What is in hand before the first decision waits for it, undecided
            if (isNews && decides && !isTurned()) {
                return;
            }
            say(generations);
        }
        if (hasSpoken && !decides) {
            decideWhereCovered();
        }
    }

    /** Whether what was in hand has ended; not before that, unless this is told to stop. */
    private boolean isTurned() throws InterruptedException {
        inHand.turn();
        while (!inHand.isTurned()) {
            if (pause(LOOK)) {
                return false;
            }
        }
        return true;
    }

    private void decideWhereCovered() throws InterruptedException {
        Map<RegionId, Long> least = floor;
        if (least == null) {
            try {
                least = floors.get();
                floor = least;
            } catch (RuntimeException failed) {
                // Kafka's, the registry's, or a defect: read again either way
                warn("The policy topics were not read after the bridge was announced", failed);
                pause(RETRY);
                return;
            }
        }
        Optional<PolicyView> view = gate.behind().view();
        if (view.isPresent() && covers(view.get().generations(), least)) {
            decides = true;
            gate.announced();
        }
    }

    /** Views never go back, so what covers the floor once does so from then on. */
    private static boolean covers(Map<RegionId, Long> generations, Map<RegionId, Long> least) {
        return least.entrySet().stream()
                .allMatch(floor -> generations.getOrDefault(floor.getKey(), 0L) >= floor.getValue());
    }

    private void say(Map<RegionId, Long> generations) throws InterruptedException {
        try {
            Announcer present = announcer;
            if (present == null) {
                present = announcers.get();
                announcer = present;
            }
            present.announce(Acknowledgement.of(member, generations, lease, Duration.ZERO))
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            said = generations;
            saidAt = System.nanoTime();
            hasSpoken = true;
        } catch (ExecutionException failed) {
            unheard(failed.getCause());
            pause(RETRY);
        } catch (TimeoutException | RuntimeException failed) {
            // Kafka's, the registry's, or a defect: said again either way
            unheard(failed);
            pause(RETRY);
        }
    }

    private void unheard(@Nullable Throwable failure) {
        warn("The policy this bridge decides by was not announced", failure);
    }

    private void warn(String what, @Nullable Throwable failure) {
        LOG.atWarn()
                .addKeyValue(LogKeys.REGION, member.region())
                .addKeyValue(
                        LogKeys.ERROR,
                        failure == null ? "none" : failure.getClass().getName())
                .log(what);
    }

    /** Whether it was told to stop before the time was over. */
    private boolean pause(Duration atMost) throws InterruptedException {
        return stopping.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
