package io.domicile.router;

import io.domicile.kit.kafka.Answers;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.Topics;
import io.domicile.kit.topic.TopicsMissingException;
import io.domicile.kit.topic.TopicsNotWritableException;
import io.domicile.residency.DataClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The check of the router's topics: Streams stops without a source, fails without a sink, and reads a source that was
 * created again where it stopped in the old one. For one thread at a time.
 */
final class TopicCheck {

    private final Map<String, Object> adminSettings;
    private final Set<String> arrivals;
    private final Set<String> departures;
    private final Map<String, Uuid> known = new HashMap<>();
    private volatile boolean sawAnotherArrival;

    TopicCheck(Map<String, Object> adminSettings, Collection<String> arrivals, Collection<String> departures) {
        this.adminSettings = Map.copyOf(adminSettings);
        this.arrivals = Set.copyOf(arrivals);
        this.departures = Set.copyOf(departures);
    }

    /** Whether a topic that is read has become another since the first check: positions in it mean nothing. Any thread. */
    boolean sawAnotherArrival() {
        return sawAnotherArrival;
    }

    /**
     * What is wrong with the topics, or empty. Blocks for at most the admin client's time-out.
     *
     * @throws KafkaException if the brokers could not be asked
     */
    Optional<String> problem() throws InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            Map<String, TopicDescription> found = describe(admin);
            Set<String> missing = new TreeSet<>(arrivals);
            missing.removeAll(found.keySet());
            if (!missing.isEmpty()) {
                return Optional.of("missing topics: " + String.join(", ", missing));
            }
            new TopicAdministration(admin).requireWritable(departures);
            Set<String> others = others(found);
            if (!others.isEmpty()) {
                sawAnotherArrival = true;
                return Optional.of("topics created again: " + String.join(", ", others));
            }
            List<String> uneven = uneven(found);
            return uneven.isEmpty()
                    ? Optional.empty()
                    : Optional.of("partition counts differ: " + String.join(", ", uneven));
        } catch (TopicsMissingException missing) {
            return Optional.of("missing topics: " + String.join(", ", new TreeSet<>(missing.missing())));
        } catch (TopicsNotWritableException notWritable) {
            return Optional.of(String.valueOf(notWritable.getMessage()));
        }
    }

    /** Arrivals that are not those of the first check. */
    private Set<String> others(Map<String, TopicDescription> found) {
        Set<String> others = new TreeSet<>();
        for (String arrival : arrivals) {
            TopicDescription description = found.get(arrival);
            if (description != null) {
                Uuid first = known.putIfAbsent(arrival, description.topicId());
                if (first != null && !first.equals(description.topicId())) {
                    others.add(arrival);
                }
            }
        }
        return others;
    }

    /** Outputs with another number of partitions than their class's ingress: a record keeps its number. */
    private static List<String> uneven(Map<String, TopicDescription> found) {
        List<String> uneven = new ArrayList<>();
        for (DataClass dataClass : DataClass.values()) {
            TopicDescription ingress = found.get(Topics.ingress(dataClass));
            List<String> outputs = new ArrayList<>(List.of(Topics.home(dataClass)));
            if (dataClass.isReplicated()) {
                outputs.add(Topics.egress(dataClass));
            }
            for (String output : outputs) {
                TopicDescription description = found.get(output);
                if (ingress != null && description != null && partitions(ingress) != partitions(description)) {
                    uneven.add(ingress.name() + ' ' + partitions(ingress) + " and " + output + ' '
                            + partitions(description));
                }
            }
        }
        return uneven;
    }

    private static int partitions(TopicDescription description) {
        return description.partitions().size();
    }

    private Map<String, TopicDescription> describe(Admin admin) throws InterruptedException {
        Set<String> names = new TreeSet<>(arrivals);
        names.addAll(departures);
        Map<String, TopicDescription> found = new TreeMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            try {
                found.put(topic.getKey(), Answers.await(topic.getValue()));
            } catch (UnknownTopicOrPartitionException | TopicAuthorizationException notShown) {
                continue;
            }
        }
        return found;
    }
}
