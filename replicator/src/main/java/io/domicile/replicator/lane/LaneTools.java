package io.domicile.replicator.lane;

import io.domicile.replicator.audit.RefusalAudit;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.ledger.LedgerView;
import io.domicile.replicator.ledger.Tails;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.topic.SourceTopics;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/**
 * What all lanes of a link share. Every part is safe for use by several threads.
 *
 * @param gaps what each topic's lanes do about a gap
 * @param producers makes a lane's transactional producer on the target
 * @param answerWait how long a lane waits for the source to acknowledge its refusals, and for the target to end what it aborted
 */
public record LaneTools(
        Link link,
        LedgerView ledger,
        Tails tails,
        SourceTopics identity,
        RecordJudge judge,
        MirrorPolicy mirrorPolicy,
        GapAnswers gaps,
        RefusalAudit audit,
        Function<LaneId, Producer<byte[], byte[]>> producers,
        LaneMeters meters,
        Duration answerWait) {}
