package io.domicile.residency.tag;

import io.domicile.residency.IllegalIdException;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The residency tag as five UTF-8 headers under the reserved prefix {@value #RESERVED_PREFIX}. */
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

    /**
     * Reads the tag from a record's headers, given in their order, others included. A header whose name differs from
     * one of the five only by case counts as that header, so that no two readers can see different tags.
     */
    public static TagReading decode(Iterable<? extends Map.Entry<String, byte @Nullable []>> headers) {
        Map<String, byte[]> found = new HashMap<>();
        for (Map.Entry<String, byte @Nullable []> header : headers) {
            if (!isReserved(header.getKey())) {
                continue;
            }
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HEADERS.contains(name)) {
                continue;
            }
            byte[] value = header.getValue();
            if (found.put(name, value == null ? new byte[0] : value) != null) {
                return new TagReading.Doubled(name);
            }
        }
        return found.isEmpty() ? new TagReading.Absent() : assemble(found);
    }

    private static TagReading assemble(Map<String, byte[]> found) {
        String reading = HOME;
        try {
            RegionId home = new RegionId(text(found, HOME));
            reading = JURISDICTION;
            Jurisdiction jurisdiction = new Jurisdiction(text(found, JURISDICTION));
            reading = ORGANIZATION;
            OrganizationId organization = new OrganizationId(text(found, ORGANIZATION));
            String dataClass = text(found, DATA_CLASS);
            if (dataClass.isEmpty()) {
                return new TagReading.Malformed(DATA_CLASS);
            }
            reading = EPOCH;
            long epoch = epoch(text(found, EPOCH));
            return new TagReading.Valid(new ResidencyTag(home, jurisdiction, organization, dataClass, epoch));
        } catch (IllegalIdException | NumberFormatException malformed) {
            return new TagReading.Malformed(reading);
        }
    }

    /** The epoch, in the one form {@link #encode} writes: no sign, no leading zero, ASCII digits only. */
    private static long epoch(String text) {
        long epoch = Long.parseLong(text);
        if (epoch < 1 || !Long.toString(epoch).equals(text)) {
            throw new NumberFormatException("not an epoch");
        }
        return epoch;
    }

    /** An absent header reads as an empty one: no part of a tag may be empty. */
    private static String text(Map<String, byte[]> found, String header) {
        byte[] value = found.get(header);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
