package io.domicile.residency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

    @ParameterizedTest
    @CsvSource({"acme, dev-7", "acme, settings", "a, b", "acme, b/c", "acme, /", "acme, Ünïcode"})
    void shouldReadBackWhatItSpelled(String organization, String entity) {
        RecordKey key = new RecordKey(new OrganizationId(organization), entity);

        assertThat(new String(key.toBytes(), StandardCharsets.UTF_8)).isEqualTo(organization + "/" + entity);
        assertThat(RecordKey.parse(key.toBytes())).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "acme", "acme/", "/dev-7", "manifest", "Acme/dev-7", "acme secret/dev-7", "//"})
    void shouldSeeNoOrganizationInOtherText(String text) {
        assertThat(RecordKey.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void shouldSeeNoOrganizationInAnAbsentKeyOrInBytesThatAreNotUtf8() {
        assertThat(RecordKey.parse(null)).isEmpty();
        assertThat(RecordKey.parse(new byte[] {'a', '/', (byte) 0xc3})).isEmpty();
        assertThat(RecordKey.parse("acme/\u00fc".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    @Test
    void shouldReadRandomBytesWithoutAnException() {
        Random random = new Random(20261120);
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (i % 4 == 0) {
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] = (byte) "abc019-/".charAt(Math.floorMod(bytes[at], 8));
                }
            }

            Optional<RecordKey> key = RecordKey.parse(bytes);

            if (key.isPresent()) {
                read++;
                assertThat(key.get().toBytes()).as("case %s", i).isEqualTo(bytes);
            }
        }
        assertThat(read).isBetween(100, 9_000);
    }

    @Test
    void shouldRejectAnEmptyEntity() {
        assertThatThrownBy(() -> new RecordKey(new OrganizationId("acme"), ""))
                .isInstanceOf(IllegalIdException.class)
                .hasMessageNotContaining("acme");
    }

    @Test
    void shouldWithholdItsParts() {
        RecordKey key = new RecordKey(new OrganizationId("acme"), "dev-7");

        assertThat(key).hasToString("key(withheld)");
    }
}
