package io.domicile.router;

import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicsMissingException;
import io.domicile.kit.topic.TopicsNotWritableException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The check that every topic of the router exists: Streams stops without a source, and fails without a sink. */
final class TopicCheck {

    private final Map<String, Object> adminSettings;
    private final Set<String> arrivals;
    private final Set<String> departures;

    TopicCheck(Map<String, Object> adminSettings, Collection<String> arrivals, Collection<String> departures) {
        this.adminSettings = Map.copyOf(adminSettings);
        this.arrivals = Set.copyOf(arrivals);
        this.departures = Set.copyOf(departures);
    }

    /**
     * What is wrong with the topics, or empty. Blocks for at most the admin client's time-out.
     *
     * @throws KafkaException if the brokers could not be asked
     */
    Optional<String> problem() throws InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            Set<String> missing = missingArrivals(admin);
            if (!missing.isEmpty()) {
                return Optional.of("missing topics: " + String.join(", ", missing));
            }
            new TopicAdministration(admin).requireWritable(departures);
            return Optional.empty();
        } catch (TopicsMissingException missing) {
            return Optional.of("missing topics: " + String.join(", ", new TreeSet<>(missing.missing())));
        } catch (TopicsNotWritableException notWritable) {
            return Optional.of(String.valueOf(notWritable.getMessage()));
        }
    }

    private Set<String> missingArrivals(Admin admin) throws InterruptedException {
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(arrivals).topicNameValues().entrySet()) {
            if (!exists(topic.getValue())) {
                missing.add(topic.getKey());
            }
        }
        return missing;
    }

    private static boolean exists(KafkaFuture<TopicDescription> topic) throws InterruptedException {
        try {
            topic.get();
            return true;
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof TopicAuthorizationException) {
                return false;
            }
            throw cause instanceof KafkaException kafka ? kafka : new KafkaException("an admin request failed", cause);
        }
    }
}
