package io.domicile.replicator;

import io.domicile.kit.kafka.ClientSettings;
import io.domicile.replicator.client.LinkClients;
import io.domicile.replicator.link.Link;
import io.domicile.replicator.resume.LaneResume;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.RegionId;
import java.util.Optional;

/** What a person does to a link from outside its process, by the configuration of that process. */
public final class LinkTools {

    private LinkTools() {}

    /**
     * Resumes lanes of one topic.
     *
     * @param topic the source topic's name or its mirror's
     * @return empty where the link mirrors no such topic
     */
    public static Optional<LaneResume> resume(ReplicatorConfig config, String topic) {
        Link link = link(config);
        return MirroredTopic.all(link).stream()
                .filter(mirrored ->
                        mirrored.source().equals(topic) || mirrored.mirror().equals(topic))
                .findFirst()
                .map(mirrored -> new LaneResume(
                        link, mirrored, clients(link, config), config.limits().requestTimeout()));
    }

    static Link link(ReplicatorConfig config) {
        return new Link(
                new RegionId(config.link().source()),
                new RegionId(config.link().target()),
                config.link().epoch());
    }

    static LinkClients clients(Link link, ReplicatorConfig config) {
        return new LinkClients(
                link,
                ClientSettings.of("replicator.source.kafka", config.source().kafka()),
                ClientSettings.of("replicator.target.kafka", config.target().kafka()),
                config.limits().transactionRecords(),
                config.limits().transactionTimeout());
    }
}
