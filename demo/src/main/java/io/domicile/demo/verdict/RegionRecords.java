package io.domicile.demo.verdict;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.region.EmbeddedRegion;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Every committed record of every topic of one region, as a plain consumer reads it. */
final class RegionRecords {

    private final RegionId region;
    private final SchemaRegistry registry;
    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic;

    private RegionRecords(
            RegionId region, SchemaRegistry registry, Map<String, List<ConsumerRecord<byte[], byte[]>>> byTopic) {
        this.region = region;
        this.registry = registry;
        this.byTopic = byTopic;
    }

    static RegionRecords read(EmbeddedRegion region) throws InterruptedException {
        String address = region.kafka().bootstrapServers();
        try (RecordsProbe probe = RecordsProbe.committed(address, topics(region).toArray(String[]::new))) {
            return new RegionRecords(
                    region.id(),
                    region.registry(),
                    probe.readAll().stream().collect(Collectors.groupingBy(ConsumerRecord::topic)));
        }
    }

    RegionId region() {
        return region;
    }

    /** The region's own registry. */
    SchemaRegistry registry() {
        return registry;
    }

    /** Ordered within each partition. */
    List<ConsumerRecord<byte[], byte[]>> topic(String name) {
        return byTopic.getOrDefault(name, List.of());
    }

    List<ConsumerRecord<byte[], byte[]>> topic(String name, OrganizationId organization) {
        return topic(name).stream().filter(of(organization)).toList();
    }

    /** Records of an organization on any topic except those named and the policy topics. */
    List<ConsumerRecord<byte[], byte[]>> elsewhere(OrganizationId organization, Collection<String> exceptTopics) {
        return byTopic.values().stream()
                .flatMap(List::stream)
                .filter(of(organization))
                .filter(record -> !exceptTopics.contains(record.topic()))
                .filter(record -> !key(record).endsWith("/policy"))
                .toList();
    }

    static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static Predicate<ConsumerRecord<byte[], byte[]>> of(OrganizationId organization) {
        String prefix = organization.value() + '/';
        return record -> key(record).startsWith(prefix);
    }

    private static Set<String> topics(EmbeddedRegion region) throws InterruptedException {
        try (Admin admin = region.kafka().admin()) {
            return admin.listTopics().names().get();
        } catch (ExecutionException unanswered) {
            throw new IllegalStateException("region '" + region.id() + "' does not list its topics", unanswered);
        }
    }
}
