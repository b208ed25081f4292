package io.domicile.demo.world;

import io.domicile.demo.cast.Cast;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.RegionId;
import io.domicile.testkit.region.EmbeddedRegion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * The links' lag as the brokers see it: the committed end of each source topic less the ledger on the target. It asks
 * no service. One thread at a time.
 */
public final class LagProbe implements AutoCloseable {

    private final Map<RegionId, Admin> admins = new HashMap<>();

    public LagProbe(Regions regions) {
        for (EmbeddedRegion region : regions.all()) {
            admins.put(region.id(), region.kafka().admin());
        }
    }

    /** Records that each link has yet to copy or skip, by {@code source->target}. */
    public Map<String, Long> records() throws InterruptedException {
        Map<String, Long> lags = new LinkedHashMap<>();
        for (RegionId source : Cast.REGIONS) {
            for (RegionId target : Cast.others(source)) {
                lags.put(source + "->" + target, lag(source, target));
            }
        }
        return lags;
    }

    @Override
    public void close() {
        admins.values().forEach(Admin::close);
    }

    private long lag(RegionId source, RegionId target) throws InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(source, target);
        Map<TopicPartition, OffsetAndMetadata> ledger = ledger(source, target);
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            TopicPartition mirror = new TopicPartition(
                    Topics.mirror(source, end.getKey().topic()), end.getKey().partition());
            OffsetAndMetadata reached = ledger.get(mirror);
            lag += Math.max(0, end.getValue().offset() - (reached == null ? 0 : reached.offset()));
        }
        return lag;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(RegionId source, RegionId target)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (DataClass dataClass : DataClass.replicated()) {
            addPartitions(latest, Topics.egress(dataClass));
        }
        addPartitions(latest, Topics.forward(target));
        latest.put(new TopicPartition(Topics.POLICY, 0), OffsetSpec.latest());
        try {
            return admin(source)
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
        } catch (ExecutionException unanswered) {
            throw new IllegalStateException("region '" + source + "' does not tell its topics' ends", unanswered);
        }
    }

    private static void addPartitions(Map<TopicPartition, OffsetSpec> latest, String topic) {
        for (int partition = 0; partition < RegionTopics.PARTITIONS; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> ledger(RegionId source, RegionId target)
            throws InterruptedException {
        String group = "domicile-link-" + source + '-' + target;
        try {
            return admin(target)
                    .listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec()),
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
        } catch (ExecutionException unanswered) {
            throw new IllegalStateException("region '" + target + "' does not tell the ledger", unanswered);
        }
    }

    private Admin admin(RegionId region) {
        Admin admin = admins.get(region);
        if (admin == null) {
            throw new IllegalArgumentException("no region '" + region + "' in this demo");
        }
        return admin;
    }
}
