package io.domicile.residency.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagCodecTest {

    static final List<String> HEADERS = List.of(
            "residency-home", "residency-jurisdiction", "residency-organization", "residency-class", "residency-epoch");

    private static final ResidencyTag TAG = new ResidencyTag(
            new RegionId("eu-west"), new Jurisdiction("EU"), new OrganizationId("acme"), "user-credentials", 42);

    @Test
    void shouldWriteTheFiveHeadersOfTheDesign() {
        Map<String, byte[]> headers = TagCodec.encode(TAG);

        assertThat(headers.keySet()).containsExactlyElementsOf(HEADERS);
        assertThat(headers.values().stream().map(value -> new String(value, StandardCharsets.UTF_8)))
                .containsExactly("eu-west", "EU", "acme", "user-credentials", "42");
    }

    @Test
    void shouldReadBackWhatItWroteWhateverTheOrderAndTheCompany() {
        Random random = new Random(7);
        for (DataClass dataClass : DataClass.values()) {
            for (long epoch : new long[] {1, 2, Long.MAX_VALUE}) {
                ResidencyTag tag = new ResidencyTag(
                        new RegionId("ap-southeast"),
                        new Jurisdiction("SG"),
                        new OrganizationId("o-" + random.nextInt(1000)),
                        dataClass.id(),
                        epoch);
                List<Map.Entry<String, byte[]>> headers = headers(tag);
                headers.add(header("content-type", "application/json"));
                headers.add(header("content-type", "application/json"));
                headers.add(header("residency-source", "1"));
                headers.add(new SimpleImmutableEntry<>("x", null));
                Collections.shuffle(headers, random);

                assertThat(decode(headers)).isEqualTo(new TagReading.Valid(tag));
            }
        }
    }

    @Test
    void shouldSeeNoTagWhereNoneOfTheFiveIsThere() {
        assertThat(decode(List.of())).isInstanceOf(TagReading.Absent.class);
        assertThat(decode(List.of(header("residency-source", "1"), header("home", "eu-west"))))
                .isInstanceOf(TagReading.Absent.class);
    }

    @ParameterizedTest
    @FieldSource("HEADERS")
    void shouldRejectATagThatLacksAHeader(String missing) {
        List<Map.Entry<String, byte[]>> headers = headers(TAG);
        headers.removeIf(header -> header.getKey().equals(missing));

        assertThat(decode(headers)).isEqualTo(new TagReading.Malformed(missing));
    }

    @ParameterizedTest
    @FieldSource("HEADERS")
    void shouldRejectATagWithAHeaderEmptyOrWithoutValue(String header) {
        List<Map.Entry<String, byte[]>> empty = without(header);
        empty.add(header(header, ""));
        List<Map.Entry<String, byte[]>> noValue = without(header);
        noValue.add(new SimpleImmutableEntry<>(header, null));

        assertThat(decode(empty)).isEqualTo(new TagReading.Malformed(header));
        assertThat(decode(noValue)).isEqualTo(new TagReading.Malformed(header));
    }

    @ParameterizedTest
    @FieldSource("HEADERS")
    void shouldRejectADoubledHeaderEvenWhereBothSayTheSame(String doubled) {
        for (String spelling :
                List.of(doubled, doubled.toUpperCase(Locale.ROOT), "Residency-" + doubled.substring(10))) {
            for (int position : new int[] {0, 3, 5}) {
                List<Map.Entry<String, byte[]>> headers = headers(TAG);
                headers.add(
                        position,
                        header(spelling, new String(TagCodec.encode(TAG).get(doubled), StandardCharsets.UTF_8)));

                assertThat(decode(headers)).isEqualTo(new TagReading.Doubled(doubled));
            }
        }
    }

    @Test
    void shouldNameTheHeaderThatIsDoubledFirst() {
        List<Map.Entry<String, byte[]>> headers = headers(TAG);
        headers.add(header(TagCodec.EPOCH, "1"));
        headers.add(header(TagCodec.HOME, "eu-west"));

        assertThat(decode(headers)).isEqualTo(new TagReading.Doubled(TagCodec.EPOCH));
    }

    @ParameterizedTest
    @FieldSource("HEADERS")
    void shouldRejectADoubledHeaderWithoutValues(String doubled) {
        List<Map.Entry<String, byte[]>> headers = without(doubled);
        headers.add(new SimpleImmutableEntry<>(doubled, null));
        headers.add(new SimpleImmutableEntry<>(doubled, null));

        assertThat(decode(headers)).isEqualTo(new TagReading.Doubled(doubled));
    }

    @Test
    void shouldReadHeadersInWrongCaseAsTheSameHeaders() {
        List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
        TagCodec.encode(TAG)
                .forEach(
                        (name, value) -> headers.add(new SimpleImmutableEntry<>(name.toUpperCase(Locale.ROOT), value)));

        assertThat(decode(headers)).isEqualTo(new TagReading.Valid(TAG));
    }

    @ParameterizedTest
    @CsvSource({
        "residency-home, EU-WEST",
        "residency-home, eu west",
        "residency-home, -eu",
        "residency-jurisdiction, eu",
        "residency-jurisdiction, E",
        "residency-organization, Acme",
        "residency-organization, acme/x",
        "residency-epoch, 0",
        "residency-epoch, -1",
        "residency-epoch, +1",
        "residency-epoch, 01",
        "residency-epoch, 1.0",
        "residency-epoch, 0x1",
        "residency-epoch, 9223372036854775808",
        "residency-epoch, \u0665",
        "residency-epoch, one"
    })
    void shouldRejectAMalformedValue(String header, String value) {
        List<Map.Entry<String, byte[]>> headers = without(header);
        headers.add(header(header, value));

        assertThat(decode(headers)).isEqualTo(new TagReading.Malformed(header));
    }

    @Test
    void shouldReadRandomBytesWithoutAnException() {
        Random random = new Random(20261120);
        int valid = 0;
        for (int i = 0; i < 10_000; i++) {
            List<Map.Entry<String, byte[]>> headers = headers(TAG);
            int changed = random.nextInt(headers.size());
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            headers.set(changed, new SimpleImmutableEntry<>(headers.get(changed).getKey(), bytes));
            if (random.nextInt(10) == 0) {
                headers.add(new SimpleImmutableEntry<>(new String(bytes, StandardCharsets.UTF_16LE), bytes));
            }

            TagReading reading = decode(headers);

            if (reading instanceof TagReading.Valid) {
                valid++;
            } else {
                assertThat(reading).isInstanceOf(TagReading.Malformed.class);
            }
        }
        assertThat(valid).as("class names are free text to the codec").isBetween(1, 3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"residency-home", "RESIDENCY-HOME", "Residency-x", "residency-", "rEsIdEnCy-source"})
    void shouldReserveThePrefixInAnyCase(String header) {
        assertThat(TagCodec.isReserved(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "residency", "xresidency-home", " residency-home", "residence-home", "content-type"})
    void shouldNotReserveOtherHeaders(String header) {
        assertThat(TagCodec.isReserved(header)).isFalse();
    }

    @Test
    void shouldReserveThePrefixInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            List<Map.Entry<String, byte[]>> headers = headers(TAG);
            headers.add(header("RESIDENCY-JURISDICTION", "US"));

            assertThat(TagCodec.isReserved("RESIDENCY-JURISDICTION")).isTrue();
            assertThat(decode(headers)).isEqualTo(new TagReading.Doubled("residency-jurisdiction"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void shouldNotShowTheOrganizationInATagsText() {
        assertThat(TAG.toString()).doesNotContain("acme");
        assertThat(decode(headers(TAG)).toString()).doesNotContain("acme");
    }

    private static TagReading decode(List<Map.Entry<String, byte[]>> headers) {
        TagDecoder decoder = new TagDecoder();
        headers.forEach(header -> decoder.header(header.getKey(), header.getValue()));
        return decoder.reading();
    }

    private static List<Map.Entry<String, byte[]>> without(String header) {
        List<Map.Entry<String, byte[]>> headers = headers(TAG);
        headers.removeIf(one -> one.getKey().equals(header));
        return headers;
    }

    private static List<Map.Entry<String, byte[]>> headers(ResidencyTag tag) {
        return new ArrayList<>(TagCodec.encode(tag).entrySet());
    }

    private static Map.Entry<String, byte[]> header(String name, String value) {
        return new SimpleImmutableEntry<>(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
