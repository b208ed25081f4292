package io.domicile.bridge.forward;

import io.domicile.bridge.admission.Admissions;
import io.domicile.bridge.meter.BridgeMeters;
import io.domicile.bridge.meter.KafkaProblem;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.bridge.refusal.RefusalNotices;
import io.domicile.kit.log.LogKeys;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that handles messages, in the order of their arrival. It holds them back rather than lose one. */
public final class ForwardWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ForwardWorker.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(500);

    /** Every topic the bridge writes. */
    static final List<String> TOPICS = List.of(
            Topics.ingress(DataClass.TELEMETRY),
            Topics.ingress(DataClass.ALERTS),
            Topics.DEAD_LETTER,
            Topics.QUARANTINE,
            Topics.AUDIT);

    private final TaskQueue queue;
    private final KafkaSink sink;
    private final Supplier<MessageProcessor> processors;
    private final BridgeMeters meters;
    private final CountDownLatch abandoned = new CountDownLatch(1);
    private volatile Holding holding = Holding.REGISTRY;
    private volatile boolean dead;

    /** @param processors may block on the schema registry, and throw what its client throws */
    private ForwardWorker(TaskQueue queue, KafkaSink sink, Supplier<MessageProcessor> processors, BridgeMeters meters) {
        this.queue = queue;
        this.sink = sink;
        this.processors = processors;
        this.meters = meters;
    }

    /**
     * @param encoders may block on the schema registry, and throw what its client throws; asked until it answers
     * @param undeclared how a payload without a content type is read
     * @param maxPayload the largest payload that is not set aside, in bytes
     */
    public static ForwardWorker create(
            TaskQueue queue,
            KafkaSink sink,
            PolicyGate gate,
            Admissions admissions,
            Supplier<Encoders> encoders,
            PayloadKind undeclared,
            int maxPayload,
            RefusalNotices notices,
            BridgeMeters meters,
            InstantSource clock) {
        Completion completion = new Completion(queue, sink, notices, meters, clock);
        Supplier<MessageProcessor> processors = () -> new MessageProcessor(
                gate,
                Dispositions.create(
                        admissions, encoders.get(), undeclared, maxPayload, meters, completion::handlingFailed),
                sink,
                completion);
        return new ForwardWorker(queue, sink, processors, meters);
    }

    /** Why messages are held back; empty while they are not. Any thread may ask. */
    public Optional<String> heldBackBecause() {
        return switch (holding) {
            case NOTHING -> sink.problem().map(ForwardWorker::text);
            case KAFKA -> Optional.of(sink.problem().map(ForwardWorker::text).orElse(holding.text()));
            case GATE, REGISTRY, UNFORESEEN -> Optional.of(holding.text());
        };
    }

    private static String text(KafkaProblem problem) {
        return Holding.KAFKA.text() + ": " + problem.code();
    }

    /** Whether the worker ended though nobody told it to. */
    public boolean isDead() {
        return dead;
    }

    /** Ends the worker at its next step; what it has not handled is the broker's again. */
    public void abandon() {
        abandoned.countDown();
    }

    @Override
    public void run() {
        try {
            Optional<MessageProcessor> processor = connect();
            while (processor.isPresent() && !isAbandoned()) {
                Optional<Task> task = queue.next(POLL);
                if (task.isPresent()) {
                    handle(processor.get(), task.get());
                } else if (sink.problem().isEmpty() || sink.hasTopics(TOPICS)) {
                    // No message was there to find out that Kafka is back
                    holding = Holding.NOTHING;
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            dead = !isAbandoned();
            try {
                sink.close();
            } finally {
                // After the producer's last answers, which may put tasks back
                queue.abandon();
            }
        }
    }

    /** Reaches the registry, then finds the topics; both for as long as it takes. */
    private Optional<MessageProcessor> connect() throws InterruptedException {
        Optional<MessageProcessor> processor = Optional.empty();
        while (processor.isEmpty() && !isAbandoned()) {
            try {
                processor = Optional.of(processors.get());
            } catch (SchemaRegistryException notYet) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.REASON, notYet.kind())
                        .log("The schema registry was not reached; holding messages back");
                pause(RETRY);
            }
        }
        holding = Holding.KAFKA;
        while (!isAbandoned() && !sink.hasTopics(TOPICS)) {
            pause(RETRY);
        }
        holding = Holding.NOTHING;
        return processor;
    }

    private void handle(MessageProcessor processor, Task task) throws InterruptedException {
        while (!task.message().isSettled() && !isAbandoned()) {
            try {
                holding = processor.attempt(task);
                if (holding == Holding.REGISTRY) {
                    pause(RETRY);
                }
            } catch (InterruptedException interrupted) {
                // In the queue it does not keep its place for ever
                queue.again(task);
                throw interrupted;
            } catch (RuntimeException unforeseen) {
                giveBack(task, unforeseen);
                return;
            }
            if (holding == Holding.NOTHING) {
                return;
            }
            if (holding == Holding.KAFKA) {
                // Older ones may have come back meanwhile
                queue.again(task);
                pause(RETRY);
                return;
            }
        }
        if (task.message().isSettled()) {
            task.message().forget();
        } else {
            queue.again(task);
        }
        holding = Holding.NOTHING;
    }

    /** Nothing is known of it, so it goes nowhere: it stays in hand, unacknowledged, until it can be handled. */
    private void giveBack(Task task, RuntimeException unforeseen) throws InterruptedException {
        meters.handlingFailed();
        LOG.atError()
                .addKeyValue(LogKeys.ERROR, unforeseen.getClass().getName())
                .log("A message could not be handled; holding it back");
        holding = Holding.UNFORESEEN;
        queue.again(task);
        pause(RETRY);
    }

    private boolean isAbandoned() {
        return abandoned.getCount() == 0;
    }

    private void pause(Duration atMost) throws InterruptedException {
        boolean over = abandoned.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (over) {
            LOG.atDebug().log("The worker was told to end");
        }
    }
}
