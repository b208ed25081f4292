package io.domicile.kit.barrier;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Waits, at the home region, for a change of its policy to be enforced. For one thread.
 *
 * <p>A link speaks here only after the bridges and the router of its own region have acknowledged there, so this covers
 * the other regions as far as a link leads to them.
 */
public final class EnforcementWatch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Set<MemberKind> ALL = Set.of(MemberKind.values());

    private final RegionId here;
    private final AcknowledgementReader reader;
    private final Admin admin;
    private final RouterTasks tasks;
    private final InstantSource clock;
    private final CountDownLatch never = new CountDownLatch(1);

    private EnforcementWatch(
            RegionId here, AcknowledgementReader reader, Admin admin, RouterTasks tasks, InstantSource clock) {
        this.here = here;
        this.reader = reader;
        this.admin = admin;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * @param kafka the home region's
     * @param routerGroup application id of its router
     * @param registry the home region's
     */
    public static EnforcementWatch connect(
            RegionId here, ClientSettings kafka, String routerGroup, SchemaRegistry registry, InstantSource clock) {
        String clientId = "domicile-enforcement-" + here;
        AcknowledgementReader reader = AcknowledgementReader.connect(kafka, clientId, registry);
        Admin admin = Admin.create(kafka.admin(clientId));
        return new EnforcementWatch(here, reader, admin, new RouterTasks(admin, here, routerGroup, ANSWER), clock);
    }

    /**
     * Blocks until everything that is asked for has come, or the time is over. To be called as soon as the change is
     * visible: silence is waited out from then on.
     *
     * @param standbys regions whose mirrors are to be rid of what the change forbids
     * @param atMost for {@code enforced} and {@code tombstoned} together
     * @param forErasure how much longer for {@code erased}
     */
    public Enforcement await(long generation, Set<RegionId> standbys, Duration atMost, Duration forErasure)
            throws InterruptedException {
        long changed = System.nanoTime();
        Progress progress = new Progress(generation, standbys);
        while (true) {
            Duration since = Duration.ofNanos(System.nanoTime() - changed);
            try {
                progress.look(since);
            } catch (RetriableException unanswered) {
                progress.waitingFor = new TreeSet<>(Set.of("brokers"));
            }
            Duration bound = progress.tombstonedAt.isPresent() ? atMost.plus(forErasure) : atMost;
            boolean isDone =
                    progress.tombstonedAt.isPresent() && (forErasure.isZero() || progress.erasedAt.isPresent());
            if (isDone || since.compareTo(bound) >= 0) {
                return progress.result();
            }
            // Ends by the time-out only
            never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How many partitions the mirrored topics have here, and so their mirrors. */
    private Map<String, Integer> partitions() {
        try {
            Map<String, Integer> partitions = new HashMap<>();
            admin.describeTopics(Mirrors.SOURCES)
                    .allTopicNames()
                    .get(ANSWER.toNanos(), TimeUnit.NANOSECONDS)
                    .forEach((topic, description) ->
                            partitions.put(topic, description.partitions().size()));
            return partitions;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException refused
                    ? refused
                    : new KafkaException("the egress topics could not be described", failed.getCause());
        } catch (java.util.concurrent.TimeoutException unanswered) {
            throw new TimeoutException("the egress topics were not described in time", unanswered);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    @Override
    public void close() {
        reader.close();
        admin.close(ANSWER);
    }

    /** One change under way. */
    private final class Progress {

        private final long generation;
        private final Set<RegionId> standbys;
        private Optional<Instant> enforcedAt = Optional.empty();
        private Optional<Instant> tombstonedAt = Optional.empty();
        private Optional<Instant> erasedAt = Optional.empty();
        private SortedSet<String> acknowledged = new TreeSet<>();
        private SortedSet<String> waitingFor = new TreeSet<>();

        private Progress(long generation, Set<RegionId> standbys) {
            this.generation = generation;
            this.standbys = standbys;
        }

        private void look(Duration sinceTheChange) {
            Optional<Set<Member>> assigned = tasks.assigned();
            if (assigned.isEmpty() && enforcedAt.isEmpty()) {
                waitingFor = new TreeSet<>(Set.of("router group, which shares out its tasks"));
                return;
            }
            Map<Member, Optional<Acknowledgement>> words = reader.read(ANSWER);
            if (enforcedAt.isEmpty()) {
                Standing standing = new Barrier(here, generation).standing(words, assigned.orElse(Set.of()), ALL);
                acknowledged = standing.acknowledged();
                waitingFor = standing.outstanding(sinceTheChange);
                if (!standing.isEnforced(sinceTheChange)) {
                    return;
                }
                enforcedAt = Optional.of(clock.instant());
            }
            tombstonedAt = reached(tombstonedAt, words, Acknowledgement::tombstoned);
            if (tombstonedAt.isPresent()) {
                erasedAt = reached(erasedAt, words, Acknowledgement::erased);
            }
        }

        private Optional<Instant> reached(
                Optional<Instant> before,
                Map<Member, Optional<Acknowledgement>> words,
                ToLongFunction<Acknowledgement> how) {
            if (before.isPresent()) {
                return before;
            }
            waitingFor = standbys.isEmpty()
                    ? new TreeSet<>()
                    : Mirrors.behind(words, standbys, partitions(), generation, how);
            return waitingFor.isEmpty() ? Optional.of(clock.instant()) : Optional.empty();
        }

        private Enforcement result() {
            return new Enforcement(enforcedAt, tombstonedAt, erasedAt, acknowledged, waitingFor);
        }
    }
}
