package io.domicile.replicator.link;

import io.domicile.replicator.audit.RefusalAudit;
import io.domicile.replicator.barrier.BarrierEnds;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.lane.LaneListener;
import io.domicile.replicator.lane.LaneMeters;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;

/** What a link is put together from. */
public record LinkParts(
        Link link,
        LinkSettings settings,
        LinkClients clients,
        RecordJudge judge,
        MirrorPolicy mirrorPolicy,
        BarrierEnds barrier,
        RefusalAudit audit,
        LaneMeters meters,
        LaneListener listener,
        AcknowledgementListener acknowledgements,
        ReconcileListener reconciliations) {}
