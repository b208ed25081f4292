package io.domicile.replicator.link;

import io.domicile.replicator.audit.RefusalAudit;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.lane.LaneMeters;
import io.domicile.replicator.lane.RecordJudge;

/** What a link is put together from. */
public record LinkParts(
        Link link,
        LinkSettings settings,
        LinkClients clients,
        RecordJudge judge,
        RefusalAudit audit,
        LaneMeters meters,
        LaneListener listener) {}
