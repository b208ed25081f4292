package io.domicile.benchmarks.replicator.translation;

import io.domicile.benchmarks.replicator.load.SourceLoad;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Consumer groups at the source, each so many records behind the end of the backlog of one partition. */
public final class BehindGroups {

    /** Names of all of them begin so. */
    public static final String PREFIX = "bench-behind-";

    static final TopicPartition SOURCE = new TopicPartition(SourceLoad.TOPIC, 0);

    private static final List<Integer> DISTANCES = List.of(1_000, 100_000, 900_000);

    private BehindGroups() {}

    /** The distances that a backlog of so many records has room for. */
    public static List<Integer> distances(int records) {
        return DISTANCES.stream().filter(distance -> distance < records).toList();
    }

    static String name(int distance) {
        return PREFIX + distance;
    }

    /** Commits the groups' positions at the source. */
    public static void commit(String sourceBrokers, int records) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", sourceBrokers))) {
            for (int distance : distances(records)) {
                admin.alterConsumerGroupOffsets(
                                name(distance), Map.of(SOURCE, new OffsetAndMetadata(records - distance)))
                        .all()
                        .get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the groups' positions could not be committed", failed.getCause());
        }
    }
}
