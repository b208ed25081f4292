package io.domicile.kit.policy;

import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** One reading of every policy mirror that this region has. */
final class MirrorScan {

    private final PolicyClients clients;
    private final PolicyTopicScan scan;
    private final RegionCatalogue catalogue;
    private final Duration request;

    MirrorScan(PolicyClients clients, PolicyTopicScan scan, RegionCatalogue catalogue, Duration request) {
        this.clients = clients;
        this.scan = scan;
        this.catalogue = catalogue;
        this.request = request;
    }

    /** @throws PolicyTopicUnavailableException if there is a mirror that cannot be read */
    Elsewhere read() {
        Set<String> topics = topics();
        Map<RegionId, TopicImage> mirrors = new HashMap<>();
        catalogue.all().forEach(region -> {
            String mirror = Topics.mirror(region.id(), Topics.POLICY);
            if (topics.contains(mirror)) {
                mirrors.put(region.id(), scan.read(mirror));
            }
        });
        return new Elsewhere(mirrors);
    }

    private Set<String> topics() {
        try (Admin admin = clients.admin()) {
            return admin.listTopics().names().get(request.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException failed) {
            throw new PolicyTopicUnavailableException(Topics.POLICY, "has mirrors that could not be listed", failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
