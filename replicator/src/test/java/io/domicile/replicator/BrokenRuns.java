package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.tag;
import static io.domicile.replicator.Fixtures.utf8;
import static io.domicile.replicator.TwoRegions.ROLES;
import static io.domicile.replicator.TwoRegions.WEST;
import static io.domicile.replicator.TwoRegions.eventually;

import io.domicile.residency.DataClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A source partition on which hardly two offsets of source and mirror keep their distance: committed and aborted
 * transactions, records that are skipped or refused, and holes of compaction.
 */
final class BrokenRuns {

    private static final int BATCH = 400;

    private final TwoRegions regions;
    private final Random random;
    private long number;

    BrokenRuns(TwoRegions regions, long seed) {
        this.regions = regions;
        this.random = new Random(seed);
    }

    /** Lets the source's cleaner work soon and often. */
    void compactSoon() throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "");
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, ROLES);
        try (Admin admin = regions.source.admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            broker, List.of(set("log.cleaner.backoff.ms", "200")),
                            topic, List.of(set("segment.bytes", "1048576"), set("min.cleanable.dirty.ratio", "0.01"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** Writes to one partition, in transactions of which some are aborted. */
    void write(int partition, int records) {
        byte[] value = role(regions.sourceRegistry, "read");
        try (KafkaProducer<byte[], byte[]> producer =
                Fixtures.transactionalProducer(regions.source.bootstrapServers(), "runs-" + partition)) {
            for (int written = 0; written < records; written += BATCH) {
                producer.beginTransaction();
                for (int i = 0; i < BATCH; i++) {
                    producer.send(next(partition, value));
                }
                if (random.nextInt(20) == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> next(int partition, byte[] value) {
        number++;
        // One key in four is written again and again, so that compaction leaves holes everywhere
        String entity = "role-" + (number % 4 == 0 ? random.nextInt(50) : number);
        int kind = random.nextInt(2_000);
        String organization = kind < 10 ? "borealis" : "acme";
        DataClass dataClass = kind == 10 ? DataClass.USER_CREDENTIALS : DataClass.ROLE_DEFINITIONS;
        return new ProducerRecord<>(
                ROLES,
                partition,
                1_700_000_000_000L + number,
                utf8(organization + "/" + entity),
                value,
                tag(organization, WEST, dataClass, 1));
    }

    /** Waits until the cleaner has taken records out of the middle. */
    void awaitHoles(int partition, long written) {
        eventually()
                .until(() -> regions.readSource(ROLES).stream()
                                .filter(record -> record.partition() == partition)
                                .count()
                        < written * 85 / 100);
    }

    /** Offsets worth asking for: everywhere, and around both ends. */
    List<Long> samples(long end, int count) {
        List<Long> samples = new ArrayList<>(List.of(0L, 1L, end - 1, end));
        for (int i = 0; i < count; i++) {
            samples.add(random.nextLong(end));
        }
        return samples;
    }
}
