package io.domicile.residency.tag;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The residency tag as five UTF-8 headers under the reserved prefix {@value #RESERVED_PREFIX}; {@link TagDecoder} reads
 * them.
 */
public final class TagCodec {

    /** No producer outside Domicile may use headers with this prefix, in any case; they are removed on entry. */
    public static final String RESERVED_PREFIX = "residency-";

    public static final String HOME = "residency-home";
    public static final String JURISDICTION = "residency-jurisdiction";
    public static final String ORGANIZATION = "residency-organization";
    public static final String DATA_CLASS = "residency-class";
    public static final String EPOCH = "residency-epoch";

    /** The five headers of a tag. */
    public static final List<String> HEADERS = List.of(HOME, JURISDICTION, ORGANIZATION, DATA_CLASS, EPOCH);

    private TagCodec() {}

    /** Whether a header name is reserved: it begins with {@value #RESERVED_PREFIX}, in any case. */
    public static boolean isReserved(String header) {
        return header.regionMatches(true, 0, RESERVED_PREFIX, 0, RESERVED_PREFIX.length());
    }

    /** The five headers of the tag, in a fixed order. */
    public static Map<String, byte[]> encode(ResidencyTag tag) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        encode(tag, headers::put);
        return headers;
    }

    /** Hands the five headers of the tag on, name and value, in a fixed order. */
    public static void encode(ResidencyTag tag, BiConsumer<String, byte[]> to) {
        to.accept(HOME, utf8(tag.home().value()));
        to.accept(JURISDICTION, utf8(tag.jurisdiction().code()));
        to.accept(ORGANIZATION, utf8(tag.organization().value()));
        to.accept(DATA_CLASS, utf8(tag.dataClass()));
        to.accept(EPOCH, utf8(Long.toString(tag.epoch())));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
