package io.domicile.cli.verify;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The byte patterns to which the forms of a mark come down. */
final class MarkForms {

    private static final int ALIGNMENTS = 3;

    private MarkForms() {}

    /** One byte string that gives a mark away. */
    record Pattern(Mark mark, Form form, byte[] bytes) {}

    static List<Pattern> of(Mark mark) {
        byte[] bytes = mark.bytes();
        List<Pattern> patterns = new ArrayList<>();
        patterns.add(new Pattern(mark, Form.PLAIN, bytes));
        for (int alignment = 0; alignment < ALIGNMENTS; alignment++) {
            addDistinct(patterns, mark, Form.BASE64, base64(Base64.getEncoder(), bytes, alignment));
            addDistinct(patterns, mark, Form.BASE64, base64(Base64.getUrlEncoder(), bytes, alignment));
        }
        addDistinct(patterns, mark, Form.HEX, ascii(HexFormat.of().formatHex(bytes)));
        addDistinct(
                patterns, mark, Form.HEX, ascii(HexFormat.of().withUpperCase().formatHex(bytes)));
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            addDistinct(patterns, mark, Form.UTF_16, text.toString().getBytes(StandardCharsets.UTF_16LE));
            addDistinct(patterns, mark, Form.UTF_16, text.toString().getBytes(StandardCharsets.UTF_16BE));
        } catch (CharacterCodingException notText) {
            return patterns;
        }
        return patterns;
    }

    /**
     * Those characters of the encoding that depend on the mark alone when {@code alignment} bytes of its group precede
     * it: each stands for six bits, and none of them may belong to a neighbour.
     */
    private static byte[] base64(Base64.Encoder encoder, byte[] bytes, int alignment) {
        byte[] aligned = new byte[alignment + bytes.length];
        System.arraycopy(bytes, 0, aligned, alignment, bytes.length);
        String encoded = encoder.withoutPadding().encodeToString(aligned);
        int first = (8 * alignment + 5) / 6;
        int end = 8 * aligned.length / 6;
        return ascii(encoded.substring(first, end));
    }

    private static void addDistinct(List<Pattern> patterns, Mark mark, Form form, byte[] bytes) {
        for (Pattern pattern : patterns) {
            if (Arrays.equals(pattern.bytes(), bytes)) {
                return;
            }
        }
        patterns.add(new Pattern(mark, form, bytes));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
