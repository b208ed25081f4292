package io.domicile.replicator.topic;

import io.domicile.kit.topic.Topics;
import io.domicile.replicator.link.Link;
import io.domicile.residency.DataClass;
import io.domicile.residency.link.LinkTopic;
import java.util.ArrayList;
import java.util.List;

/** A topic the link mirrors: what it is to the residency question, its name at the source and its mirror's name. */
public record MirroredTopic(LinkTopic kind, String source, String mirror) {

    /** Everything a link mirrors, the policy first. Nothing else is ever read from the source. */
    public static List<MirroredTopic> all(Link link) {
        List<MirroredTopic> topics = new ArrayList<>();
        topics.add(of(link, new LinkTopic.Policy(), Topics.POLICY));
        for (DataClass dataClass : DataClass.replicated()) {
            topics.add(of(link, new LinkTopic.Egress(dataClass), Topics.egress(dataClass)));
        }
        topics.add(of(link, new LinkTopic.Forward(), Topics.forward(link.target())));
        return List.copyOf(topics);
    }

    private static MirroredTopic of(Link link, LinkTopic kind, String source) {
        return new MirroredTopic(kind, source, link.mirrorOf(source));
    }

    /** The mirror's {@code cleanup.policy}. */
    public String cleanupPolicy() {
        return kind instanceof LinkTopic.Forward ? "delete" : "compact";
    }
}
