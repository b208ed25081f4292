package io.domicile.router.route;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The topics the router writes. There are no others: a record cannot depart for a topic that is not listed here. */
public final class DepartureTopics {

    private DepartureTopics() {}

    /** Home of each class, egress of each replicated class, forward of each route, audit, quarantine, acknowledgements. */
    public static List<String> of(Collection<RegionId> routes) {
        List<String> topics = new ArrayList<>();
        for (DataClass dataClass : DataClass.values()) {
            topics.add(Topics.home(dataClass));
        }
        for (DataClass dataClass : DataClass.replicated()) {
            topics.add(Topics.egress(dataClass));
        }
        for (RegionId route : routes) {
            topics.add(Topics.forward(route));
        }
        topics.add(Topics.AUDIT);
        topics.add(Topics.QUARANTINE);
        topics.add(Topics.ACKS);
        return List.copyOf(topics);
    }
}
