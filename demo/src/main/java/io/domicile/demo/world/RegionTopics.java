package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.kit.topic.TopicAdministration;
import io.domicile.kit.topic.TopicPlan;
import io.domicile.kit.topic.TopicSettings;
import io.domicile.residency.RegionId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.time.Duration;
import java.util.LinkedHashSet;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;

/** Creates the topics of one region: its own, its routes to the other two and its mirrors of them. */
final class RegionTopics {

    static final int PARTITIONS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private RegionTopics() {}

    static TopicPlan plan(RegionId region) {
        TopicSettings settings = TopicSettings.of(PARTITIONS, 1);
        TopicPlan plan =
                TopicPlan.ofRegion(region, settings).withRoutes(new LinkedHashSet<>(Cast.others(region)), settings);
        for (RegionId source : Cast.others(region)) {
            plan = plan.withMirrors(source, topic -> PARTITIONS, settings);
        }
        return plan;
    }

    /** Returns when the broker knows every topic as planned. */
    static void create(EmbeddedRegion region) {
        TopicPlan plan = plan(region.id());
        try (Admin admin = region.kafka().admin()) {
            TopicAdministration administration = new TopicAdministration(admin);
            administration.createMissing(plan.topics());
            Awaitility.await("topics of " + region.id())
                    .pollInSameThread()
                    .atMost(PATIENCE)
                    .until(() -> administration.compare(plan.topics()).isEmpty());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", interrupted);
        }
    }
}
