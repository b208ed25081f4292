package io.domicile.benchmarks.router.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.residency.tag.TagReading;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CopyingTest {

    @Test
    void shouldAppendWhatTheRouterWouldWrite() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        for (Header header : Copying.tag()) {
            headers.add(header);
        }

        assertThat(RecordHeaders.readTag(headers)).isInstanceOf(TagReading.Valid.class);
        assertThat(headers.toArray()).hasSize(5);
    }

    @Test
    void shouldRefuseAnotherNumberOfArguments() {
        assertThatIllegalArgumentException().isThrownBy(() -> Copying.of(new String[] {"one"}));
    }
}
