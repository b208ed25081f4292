package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.topic.LinkTopics;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.replicator.topic.TopicFacts;
import io.domicile.replicator.topic.UnreachableClusterException;
import io.domicile.residency.link.LinkTopic;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of both sides as last seen, looked at again and again on a thread of the crew. For the worker only. */
final class Survey {

    private static final Logger LOG = LoggerFactory.getLogger(Survey.class);
    private static final String NOT_YET = "topics not surveyed yet";

    private final LinkTopics topics;
    private final Crew crew;
    private final Duration interval;
    private Map<MirroredTopic, TopicFacts> facts = Map.of();
    private Optional<String> problem = Optional.of(NOT_YET);
    private boolean asked;
    private boolean fresh;
    private long lastNanos = Long.MIN_VALUE;

    Survey(LinkTopics topics, Crew crew, Duration interval) {
        this.topics = topics;
        this.crew = crew;
        this.interval = interval;
    }

    /** Asks where it is time to; whether there is news since the last call. */
    boolean run() {
        long now = System.nanoTime();
        if (!asked && (lastNanos == Long.MIN_VALUE || now - lastNanos > interval.toNanos())) {
            asked = true;
            crew.ask(this::look, this::take);
        }
        boolean news = fresh;
        fresh = false;
        return news;
    }

    /** Why the last look failed, as one constant text. */
    Optional<String> problem() {
        return problem;
    }

    TopicFacts facts(MirroredTopic topic) {
        return facts.getOrDefault(topic, new TopicFacts.Missing());
    }

    /** Mirrors that are there, fit or not. */
    Set<String> mirrors() {
        return facts.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof TopicFacts.Missing))
                .map(entry -> entry.getKey().mirror())
                .collect(Collectors.toSet());
    }

    /** Reason codes of mirrors that do not fit. */
    Set<String> unfit() {
        Set<String> reasons = new TreeSet<>();
        for (TopicFacts each : facts.values()) {
            if (each instanceof TopicFacts.Unfit unfit) {
                reasons.add(unfit.reason().code());
            }
        }
        return reasons;
    }

    /** Topics that the source does not have though every region has them. Only a forward topic depends on a route. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        facts.forEach((topic, found) -> {
            if (found instanceof TopicFacts.Missing && !(topic.kind() instanceof LinkTopic.Forward)) {
                missing.add(topic.source());
            }
        });
        return missing;
    }

    Optional<MirroredTopic> mirrorNamed(String mirror) {
        return facts.keySet().stream()
                .filter(topic -> topic.mirror().equals(mirror))
                .findFirst();
    }

    private Look look() {
        try {
            return new Look(Optional.of(topics.survey()), Optional.empty());
        } catch (UnreachableClusterException unreachable) {
            return new Look(Optional.empty(), Optional.of(unreachable));
        }
    }

    private void take(Look look) {
        asked = false;
        lastNanos = System.nanoTime();
        if (look.facts().isPresent()) {
            facts = look.facts().get();
            problem = Optional.empty();
            fresh = true;
            return;
        }
        look.failure().ifPresent(failure -> {
            problem = Optional.of(failure.side() + problem(failure.getCause()));
            LOG.atWarn()
                    .addKeyValue(LogKeys.COMPONENT, failure.side())
                    .addKeyValue(LogKeys.ERROR, cause(failure))
                    .log("topics could not be surveyed");
        });
    }

    private static String problem(@Nullable Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return " cluster: link or cluster is not authenticated";
        }
        return cause instanceof AuthorizationException
                ? " cluster: link is not authorized"
                : " cluster does not answer";
    }

    private static String cause(KafkaException failure) {
        return failure.getCause() == null
                ? failure.toString()
                : failure.getCause().toString();
    }

    private record Look(
            Optional<Map<MirroredTopic, TopicFacts>> facts, Optional<UnreachableClusterException> failure) {}
}
