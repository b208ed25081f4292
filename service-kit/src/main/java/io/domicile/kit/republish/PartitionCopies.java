package io.domicile.kit.republish;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The keys of one organization in one partition of a home topic. One thread. */
final class PartitionCopies {

    private final OrganizationId organization;
    private final String run;
    private final Map<ByteBuffer, KeyHistory> keys = new LinkedHashMap<>();

    PartitionCopies(OrganizationId organization, String run) {
        this.organization = organization;
        this.run = run;
    }

    /** Takes every record of the partition, in order; true always. */
    boolean observe(ConsumerRecord<byte[], byte[]> record) {
        boolean isTheirs = RecordKey.parse(record.key())
                .filter(key -> key.organization().equals(organization))
                .isPresent();
        if (isTheirs) {
            keys.computeIfAbsent(ByteBuffer.wrap(record.key()), key -> new KeyHistory(run))
                    .observe(record);
        }
        return true;
    }

    /** The keys that have a value, or should have none and have. */
    List<KeyHistory> current() {
        return keys.values().stream().filter(KeyHistory::isCurrent).toList();
    }
}
