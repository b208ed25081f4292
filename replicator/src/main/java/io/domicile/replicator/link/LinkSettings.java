package io.domicile.replicator.link;

import io.domicile.replicator.topic.MirrorSettings;
import java.time.Duration;

/**
 * How a link works.
 *
 * @param threads that copy; a lane uses one at a time
 * @param idleProducer how long a lane's producer stays open without work
 * @param positionInterval the shortest time between two transactions of a lane that move only the ledger
 * @param surveyInterval how often the topics of both sides are surveyed
 * @param requestTimeout how long a question to either cluster may take
 */
public record LinkSettings(
        int threads,
        Duration idleProducer,
        Duration positionInterval,
        Duration surveyInterval,
        Duration requestTimeout,
        MirrorSettings mirrors) {}
