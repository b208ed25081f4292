package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.kit.policy.PolicyDraft;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.testkit.region.EmbeddedRegion;
import java.util.Map;

/** Writes the policies of the organizations at home in one region. */
final class Policies {

    private Policies() {}

    static void write(EmbeddedRegion region, RegionCatalogue catalogue) {
        PolicyWriter writer = new PolicyWriter(
                region.id(),
                Map.of("bootstrap.servers", region.kafka().bootstrapServers()),
                region.registry(),
                catalogue);
        writer.bootstrap();
        for (PolicyDraft policy : Cast.policies()) {
            if (policy.home().equals(region.id())) {
                writer.put(policy);
            }
        }
    }
}
