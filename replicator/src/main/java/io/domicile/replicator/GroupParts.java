package io.domicile.replicator;

import io.domicile.kit.service.ServiceContext;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.metrics.GroupMeters;
import io.domicile.replicator.mirrormaker.MirrorMakerWriter;
import io.domicile.replicator.offset.GroupFilter;
import io.domicile.replicator.offset.OffsetSyncWorker;
import io.domicile.replicator.offset.OwnedLanes;
import io.domicile.replicator.offset.SyncSettings;
import java.util.regex.Pattern;

/** What keeps the source's consumer groups current at the target. */
final class GroupParts implements AutoCloseable {

    /** No group has an empty name. */
    private static final String NO_GROUP = "";

    private final OwnedLanes owned = new OwnedLanes();
    private final GroupMeters meters;
    private final OffsetSyncWorker worker;

    GroupParts(ReplicatorConfig config, ServiceContext context, Link link, LinkClients clients) {
        this.meters = new GroupMeters(context.meters(), link);
        MirrorMakerWriter mirrorMaker = new MirrorMakerWriter(
                link,
                config.mirror().replicationFactor(),
                clients::mirrorMakerProducer,
                context.clock(),
                config.limits().requestTimeout());
        this.worker = new OffsetSyncWorker(link, settings(config), owned, clients, mirrorMaker, meters);
    }

    private static SyncSettings settings(ReplicatorConfig config) {
        ReplicatorConfig.GroupsConfig groups = config.groups();
        return new SyncSettings(
                groups.enabled(),
                groups.mirrorMakerTopics(),
                groups.interval(),
                new GroupFilter(
                        Pattern.compile(groups.include()),
                        Pattern.compile(groups.exclude().orElse(NO_GROUP))),
                config.limits().requestTimeout());
    }

    /** To be told of the lanes. */
    LaneListener listener() {
        return owned;
    }

    /** Called once. */
    void start() {
        worker.start();
    }

    @Override
    public void close() {
        worker.close();
        meters.close();
    }
}
