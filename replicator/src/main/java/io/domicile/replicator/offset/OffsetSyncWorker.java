package io.domicile.replicator.offset;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lane.LaneId;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.mirrormaker.MirrorCheckpoint;
import io.domicile.replicator.mirrormaker.MirrorMakerWriter;
import io.domicile.residency.link.LinkTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps groups current at the target, on a thread and with clients of its own: what it waits for never holds up the
 * copying. Each process of a link looks after the partitions it copies. A round that fails is counted, logged when
 * failing begins and when it ends, and tried again.
 */
public final class OffsetSyncWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetSyncWorker.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Link link;
    private final SyncSettings settings;
    private final OwnedLanes lanes;
    private final LinkClients clients;
    private final MirrorMakerWriter mirrorMaker;
    private final SyncReport report;
    private final ScheduledExecutorService thread;
    private @Nullable SyncClients connected;
    private @Nullable GroupSync sync;
    private boolean failing;

    /** @param mirrorMaker closed with this worker */
    public OffsetSyncWorker(
            Link link,
            SyncSettings settings,
            OwnedLanes lanes,
            LinkClients clients,
            MirrorMakerWriter mirrorMaker,
            SyncReport report) {
        this.link = link;
        this.settings = settings;
        this.lanes = lanes;
        this.clients = clients;
        this.mirrorMaker = mirrorMaker;
        this.report = report;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread worker = new Thread(work, "link-" + link.source() + "-" + link.target() + "-offsets");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Called once. */
    @SuppressWarnings("FutureReturnValueIgnored") // a round reports its own failures
    public void start() {
        if (!settings.isIdle()) {
            long interval = settings.interval().toNanos();
            thread.scheduleWithFixedDelay(this::runOnce, interval, interval, TimeUnit.NANOSECONDS);
        }
    }

    private void runOnce() {
        try {
            Set<LaneId> owned = lanes.now();
            if (owned.isEmpty()) {
                report.done(java.util.Map.of());
                return;
            }
            round(owned);
            if (failing) {
                failing = false;
                LOG.atInfo().addKeyValue(LogKeys.LINK, link.label()).log("groups are kept current again");
            }
        } catch (InterruptException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    private void round(Set<LaneId> owned) {
        SyncEnds ends = connect();
        GroupSync present = sync;
        if (present == null) {
            present = new GroupSync(link.label(), settings.filter(), ends);
            sync = present;
        }
        GroupSync.Round round = present.run(owned, settings.commits());
        if (settings.mirrorMaker()) {
            mirrorMaker.checkpoints(ends.targetAdmin(), checkpoints(round));
            if (owned.stream().anyMatch(lane -> lane.topic().kind() instanceof LinkTopic.Policy)) {
                mirrorMaker.heartbeat(ends.targetAdmin());
            }
        }
        report.done(round.counts());
    }

    private static List<MirrorCheckpoint> checkpoints(GroupSync.Round round) {
        List<MirrorCheckpoint> checkpoints = new ArrayList<>();
        for (GroupPosition position : round.positions()) {
            SyncRules.target(position.translated())
                    .ifPresent(target -> checkpoints.add(new MirrorCheckpoint(
                            position.group(),
                            position.lane().mirror(),
                            position.committed().offset(),
                            target)));
        }
        return checkpoints;
    }

    private SyncEnds connect() {
        SyncClients present = connected;
        if (present == null) {
            present = new SyncClients(link, clients, settings.timeout());
            connected = present;
        }
        return present.ends();
    }

    private void failed(RuntimeException failure) {
        report.failed();
        if (!failing) {
            failing = true;
            LOG.atWarn()
                    .addKeyValue(LogKeys.LINK, link.label())
                    .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                    .setCause(failure instanceof KafkaException ? null : failure)
                    .log("groups cannot be kept current at the target");
        }
        // A mirror topic that was missing is looked for again
        mirrorMaker.close();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.atWarn().addKeyValue(LogKeys.LINK, link.label()).log("keeping groups current did not end in time");
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return;
        }
        mirrorMaker.close();
        SyncClients present = connected;
        if (present != null) {
            present.close();
        }
    }
}
