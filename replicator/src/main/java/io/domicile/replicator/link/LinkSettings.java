package io.domicile.replicator.link;

import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.topic.MirrorSettings;
import java.time.Duration;

/**
 * How a link works.
 *
 * @param threads that copy; a lane uses one at a time
 * @param transactionRecords in one transaction, at most
 * @param prefetchBytes fetched and not yet copied, of all lanes together
 * @param idleProducer how long a lane's producer stays open without work
 * @param positionInterval the shortest time between two transactions of a lane that move only the ledger
 * @param surveyInterval how often the topics of both sides are surveyed
 * @param erasureInterval between two looks whether erased values are gone
 * @param reconcileInterval after which a mirror is compared with its source again
 * @param lease how long policy is relied on without a heartbeat; zero: for ever
 * @param transactionTimeout how long the target lets a transaction stay open
 * @param requestTimeout how long a question to either cluster may take
 * @param gaps what each topic's lanes do about a gap
 */
public record LinkSettings(
        int threads,
        int transactionRecords,
        long prefetchBytes,
        Duration idleProducer,
        Duration positionInterval,
        Duration surveyInterval,
        Duration erasureInterval,
        Duration reconcileInterval,
        Duration lease,
        Duration transactionTimeout,
        Duration requestTimeout,
        MirrorSettings mirrors,
        GapAnswers gaps) {}
