package io.domicile.residency;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.region.Jurisdiction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The forms of ids and keys are read by hand; here they are compared with the patterns that define them. */
class PlainRuleTest {

    private static final int CASES = 200_000;
    private static final String NEAR = "abzZA019-/_ .`{:@[\u00e4\u0661\u00df";
    private static final Pattern ID = Pattern.compile(OpaqueId.FORM);
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2,8}");

    private final Random random = new Random(20261121);

    @Test
    void shouldTakeForIdsWhatThePatternTakes() {
        int valid = 0;
        for (int i = 0; i < CASES; i++) {
            String text = i % 3 == 0 ? text("a0-", 66) : i % 3 == 1 ? text(NEAR, 4) : text(c -> (char) c, 70);
            assertThat(OpaqueId.isValid(text))
                    .as("case %s", i)
                    .isEqualTo(ID.matcher(text).matches());
            valid += OpaqueId.isValid(text) ? 1 : 0;
        }
        assertThat(valid).isBetween(CASES / 10, CASES * 9 / 10);
    }

    @Test
    void shouldTakeEveryCharacterForWhatThePatternTakesItFor() {
        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            String first = String.valueOf((char) character);
            assertThat(OpaqueId.isValid(first))
                    .as("U+%04x", character)
                    .isEqualTo(ID.matcher(first).matches());
            assertThat(OpaqueId.isValid("a" + first))
                    .as("a, U+%04x", character)
                    .isEqualTo(ID.matcher("a" + first).matches());
            assertThat(isJurisdiction("E" + first))
                    .as("E, U+%04x", character)
                    .isEqualTo(JURISDICTION.matcher("E" + first).matches());
        }
    }

    @Test
    void shouldTakeForJurisdictionsWhatThePatternTakes() {
        for (int i = 0; i < 20_000; i++) {
            String code = i % 2 == 0 ? text("ABZ", 10) : text("AZ@[az0", 4);
            assertThat(isJurisdiction(code))
                    .as("case %s", i)
                    .isEqualTo(JURISDICTION.matcher(code).matches());
        }
    }

    @Test
    void shouldReadKeysAsThePlainRuleDoes() {
        int present = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = keyBytes(i);
            Optional<RecordKey> key = RecordKey.parse(bytes);
            assertThat(key).as("case %s", i).isEqualTo(plainParse(bytes));
            present += key.isPresent() ? 1 : 0;
        }
        assertThat(present).isBetween(CASES / 10, CASES * 9 / 10);
    }

    /** Keys, keys with one byte changed, and bytes at random. */
    private byte[] keyBytes(int i) {
        if (i % 8 == 0) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            return bytes;
        }
        String entity = i % 2 == 0 ? text("ab/-", 8) : text(c -> (char) (c % 0x900), 6);
        byte[] bytes = (text("a0-", 8) + '/' + entity).getBytes(StandardCharsets.UTF_8);
        if (i % 4 == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Optional<RecordKey> plainParse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        if (slash < 0
                || slash == text.length() - 1
                || !ID.matcher(text.substring(0, slash)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new RecordKey(new OrganizationId(text.substring(0, slash)), text.substring(slash + 1)));
    }

    private static boolean isJurisdiction(String code) {
        try {
            return new Jurisdiction(code).code().equals(code);
        } catch (IllegalIdException rejected) {
            return false;
        }
    }

    private String text(String alphabet, int most) {
        return text(c -> alphabet.charAt(c % alphabet.length()), most);
    }

    private String text(IntFunction<Character> character, int most) {
        int length = random.nextInt(most + 1);
        StringBuilder text = new StringBuilder(length);
        for (int at = 0; at < length; at++) {
            text.append((char) character.apply(random.nextInt(Character.MAX_VALUE + 1)));
        }
        return text.toString();
    }
}
