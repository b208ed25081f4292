package io.domicile.kit.policy;

import io.domicile.kit.log.LogKeys;
import io.domicile.kit.policy.PolicyMeters.RereadReason;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy store's one thread. It owns the consumer, the admin client and the trackers, and it alone publishes.
 *
 * <p>What fails is repeated after a back-off: an answer that does not come with the same clients, anything else of Kafka
 * with new ones and a new reading of every topic, during which the last snapshot stands: as long as its lease, where
 * there is one. What is read then is judged only after the brokers have said that it is the same topic still. Any other
 * exception is a defect; then the own topic is not believed until it was read anew.
 */
final class PolicyLoop implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyLoop.class);

    private final WatchedTopic own;
    private final List<WatchedTopic> mirrors;
    private final List<WatchedTopic> all;
    private final PolicyClients clients;
    private final PolicyDecoder decoder;
    private final PolicyPublisher publisher;
    private final PolicyMeters meters;
    private final PolicyTimings timings;
    private final GenerationKeeper generations;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object consumerLock = new Object();
    private @Nullable Consumer<byte[], byte[]> waking;
    private long nextCheck;
    private long nextRefresh;

    PolicyLoop(
            WatchedTopic own,
            List<WatchedTopic> mirrors,
            PolicyClients clients,
            SchemaRegistry registry,
            RegionCatalogue catalogue,
            PolicyPublisher publisher,
            PolicyMeters meters,
            PolicyTimings timings) {
        this.own = own;
        this.mirrors = List.copyOf(mirrors);
        this.all = new ArrayList<>(mirrors);
        this.all.add(0, own);
        this.clients = clients;
        this.decoder = new PolicyDecoder(registry, catalogue);
        this.publisher = publisher;
        this.meters = meters;
        this.timings = timings;
        this.generations = new GenerationKeeper(meters, System::nanoTime);
    }

    /** Asks the loop to end; safe from any thread, also before {@link #run}. */
    void stop() {
        stopped.countDown();
        synchronized (consumerLock) {
            if (waking != null) {
                waking.wakeup();
            }
        }
    }

    @Override
    public void run() {
        try {
            while (isRunning()) {
                runWithClients();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            publisher.stopped();
        }
    }

    private void runWithClients() throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = clients.consumer();
                Admin admin = clients.admin()) {
            letStopWake(consumer);
            TopicProbe probe = new TopicProbe(admin, timings.request());
            PolicyReader reader = new PolicyReader(
                    consumer,
                    decoder,
                    meters,
                    timings,
                    TopicOffsets.asking(admin, timings.request()),
                    System::nanoTime);
            GenerationMemory memory = new GroupGenerationMemory(
                    admin, own.tracker().region(), timings.request().dividedBy(2));
            nextCheck = System.nanoTime();
            nextRefresh = nextCheck + timings.refresh().toNanos();
            while (isRunning()) {
                stepOrBackOff(probe, reader, memory);
            }
        } catch (WakeupException stopping) {
            LOG.atDebug().setMessage("policy store woken up to stop").log();
        } catch (InterruptException interrupted) {
            throw new InterruptedException("policy store interrupted");
        } catch (KafkaException failed) {
            startOver(failed);
        } catch (RuntimeException defect) {
            own.tracker().distrust(GateStatus.Reason.LOADING);
            publish();
            startOver(defect);
        } finally {
            letStopWake(null);
        }
    }

    private void stepOrBackOff(TopicProbe probe, PolicyReader reader, GenerationMemory memory)
            throws InterruptedException {
        try {
            if (generations.recall(memory, all)) {
                step(probe, reader);
                generations.keep(memory, all);
            } else {
                own.tracker().distrust(GateStatus.Reason.GENERATIONS_UNREADABLE);
                publish();
                backOff();
            }
        } catch (RetriableException unanswered) {
            LOG.atDebug()
                    .setMessage("policy store waits for the brokers")
                    .addKeyValue(LogKeys.ERROR, unanswered.getClass().getSimpleName())
                    .log();
            backOff();
        }
    }

    private void step(TopicProbe probe, PolicyReader reader) throws InterruptedException {
        boolean isCheck = System.nanoTime() - nextCheck >= 0;
        if (isCheck) {
            nextCheck = System.nanoTime() + timings.check().toNanos();
            examine(probe);
            refreshWhereDue();
            reader.noticeDeletions(all);
            reader.follow(all);
            publish();
        }
        if (all.stream().noneMatch(WatchedTopic::isReadable)) {
            backOff();
            return;
        }
        boolean isComplete = reader.read(all);
        for (WatchedTopic topic : all) {
            if (topic.isReadable() && reader.judge(topic, isCheck) && topic == own) {
                meters.confirm();
            }
        }
        publish();
        if (!isComplete) {
            backOff();
        }
    }

    private void examine(TopicProbe probe) {
        Map<String, TopicCondition> conditions =
                probe.examine(all.stream().map(WatchedTopic::topic).toList());
        for (WatchedTopic topic : all) {
            TopicCondition condition = conditions.get(topic.topic());
            if (condition instanceof TopicCondition.Unsound unsound) {
                topic.abandon(unsound.reason());
            } else if (condition instanceof TopicCondition.Sound sound) {
                follow(topic, sound);
            }
        }
    }

    private void follow(WatchedTopic topic, TopicCondition.Sound sound) {
        if (topic.examined(sound.id())) {
            meters.reread(topic.topic(), RereadReason.RECREATED);
            LOG.atWarn()
                    .setMessage("policy topic was created again; it is read from its beginning")
                    .addKeyValue(LogKeys.TOPIC, topic.topic())
                    .log();
        }
    }

    private void refreshWhereDue() {
        if (System.nanoTime() - nextRefresh < 0) {
            return;
        }
        nextRefresh = System.nanoTime() + timings.refresh().toNanos();
        for (WatchedTopic topic : all) {
            if (topic.isReadable() && topic.tracker().isDoubtful()) {
                meters.reread(topic.topic(), RereadReason.DOUBTFUL);
                topic.rewind();
            }
        }
    }

    private void startOver(RuntimeException failed) throws InterruptedException {
        LOG.atWarn()
                .setMessage("policy store starts over with new clients")
                .addKeyValue(LogKeys.ERROR, failed.getClass().getName())
                .log();
        for (WatchedTopic topic : all) {
            if (topic.isReadable()) {
                topic.reconnect();
                meters.reread(topic.topic(), RereadReason.RECONNECTED);
            }
        }
        backOff();
    }

    private void publish() {
        publisher.publish(own, mirrors);
    }

    private void backOff() throws InterruptedException {
        boolean isStopping = stopped.await(timings.backoff().toMillis(), TimeUnit.MILLISECONDS);
        if (isStopping) {
            LOG.atDebug().setMessage("policy store stops").log();
        }
    }

    private boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void letStopWake(@Nullable Consumer<byte[], byte[]> consumer) {
        synchronized (consumerLock) {
            waking = consumer;
        }
    }
}
