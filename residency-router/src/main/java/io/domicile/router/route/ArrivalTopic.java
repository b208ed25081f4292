package io.domicile.router.route;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.Arrival;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A topic the router reads. How a record arrived is known by its topic, never by a header.
 *
 * @param dataClass the class of every record of the topic; empty where each record's tag names its own
 */
public record ArrivalTopic(String name, Arrival arrival, Optional<DataClass> dataClass) {

    /** The topics of one region: the ingress topic of each class, and the forward topic that arrives from each source. */
    public static List<ArrivalTopic> of(RegionId here, Collection<RegionId> sources) {
        List<ArrivalTopic> topics = new ArrayList<>();
        for (DataClass dataClass : DataClass.values()) {
            topics.add(new ArrivalTopic(Topics.ingress(dataClass), Arrival.INGRESS, Optional.of(dataClass)));
        }
        for (RegionId source : sources) {
            String mirrored = Topics.mirror(source, Topics.forward(here));
            topics.add(new ArrivalTopic(mirrored, Arrival.FORWARDED, Optional.empty()));
        }
        return List.copyOf(topics);
    }
}
