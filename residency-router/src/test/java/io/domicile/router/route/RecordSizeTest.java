package io.domicile.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

    private static final String[] NAMES = {"", "a", "residency-home", "\u00e4\u00df", "\u20ac", "\ud83d\ude00", "\ud83d"
    };

    private final Random random = new Random(20261122);

    @Test
    void shouldNeverBeBelowTheProducersEstimateAndLittleAbove() {
        for (int i = 0; i < 20_000; i++) {
            byte[] key = bytes();
            byte[] value = bytes();
            Headers headers = new RecordHeaders();
            for (int count = random.nextInt(8); count > 0; count--) {
                headers.add(NAMES[random.nextInt(NAMES.length)], bytes());
            }

            long bound = RecordSize.upperBound(key, value, headers);

            int estimate = AbstractRecords.estimateSizeInBytesUpperBound(
                    RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers.toArray());
            assertThat(bound).as("case %s", i).isBetween((long) estimate, estimate + 200L);
        }
    }

    private byte @Nullable [] bytes() {
        return random.nextInt(4) == 0 ? null : new byte[random.nextInt(300)];
    }
}
