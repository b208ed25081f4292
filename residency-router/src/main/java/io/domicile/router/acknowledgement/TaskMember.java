package io.domicile.router.acknowledgement;

import io.domicile.kit.barrier.Acknowledgement;
import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.barrier.Member;
import io.domicile.kit.barrier.MemberKind;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.router.route.Departure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One task of the router as a member of the barrier, from its start to its end: says which policy it decides by, when
 * it starts, when the generations change, and again every {@link #INTERVAL}.
 *
 * <p>What it says departs in the task's transaction. So it is read only when everything decided before it has ended,
 * and whatever is decided after it is by these generations or later ones.
 *
 * <p>It decides and says nothing by earlier generations than the policy topics had after it began: its earlier owner may
 * have acknowledged those. Not safe for use by several threads.
 */
public final class TaskMember {

    /** How old the last word of a task gets before it is said again. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /**
     * A task that was not asked for so long may have been given to another process meanwhile, without having heard of
     * it: it says nothing until it is asked again. Below any sensible session time-out.
     */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private final Member member;
    private final Duration lease;
    private final Duration transactionTimeout;
    private final AcknowledgementEncoder encoder;
    private final Floor floor;
    private final InstantSource clock;
    private @Nullable Map<RegionId, Long> said;
    private long saidAt;
    private long askedAt;

    TaskMember(
            RegionId here,
            String task,
            Duration lease,
            Duration transactionTimeout,
            AcknowledgementEncoder encoder,
            Floor floor,
            InstantSource clock) {
        this.member = new Member(MemberKind.ROUTER, here, task);
        this.lease = lease;
        this.transactionTimeout = transactionTimeout;
        this.encoder = encoder;
        this.floor = floor;
        this.clock = clock;
        this.askedAt = clock.millis();
    }

    /** Waits until it knows which policy is too old for it, or the time is over; whether it does. */
    public boolean awaitFloor(Duration atMost) throws InterruptedException {
        return floor.awaitKnown(atMost);
    }

    /** Whether it may decide by these. Once it may, it may by all later ones. */
    public boolean mayDecideBy(Map<RegionId, Long> generations) {
        return floor.isReachedBy(generations);
    }

    /** The task has ended here. */
    public void end() {
        floor.end();
    }

    /** What is to be said before the first decision by these; null where the task has said something. */
    public @Nullable Departure first(Map<RegionId, Long> generations) {
        return said == null ? say(generations) : null;
    }

    /** What is to be said now; null where there is nothing new. To be asked often. */
    public @Nullable Departure next(Map<RegionId, Long> generations) {
        long now = clock.millis();
        boolean wasAway = now - askedAt > SILENCE.toMillis();
        askedAt = now;
        if (wasAway || !mayDecideBy(generations)) {
            return null;
        }
        return generations.equals(said) && now - saidAt < INTERVAL.toMillis() ? null : say(generations);
    }

    private Departure say(Map<RegionId, Long> generations) {
        said = Map.copyOf(generations);
        saidAt = clock.millis();
        return new Departure(
                Topics.ACKS,
                member.toKey(),
                encoder.encode(Acknowledgement.of(member, generations, lease, transactionTimeout)),
                saidAt,
                new RecordHeaders());
    }
}
