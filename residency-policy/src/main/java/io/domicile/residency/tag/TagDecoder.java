package io.domicile.residency.tag;

import io.domicile.residency.IllegalIdException;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tag from a record's headers, handed over one after the other in their order, others included. A header whose
 * name differs from one of the five only by case counts as that header, so that no two readers can see different tags.
 * Used once, by one thread.
 */
public final class TagDecoder {

    private static final int HOME = TagCodec.HEADERS.indexOf(TagCodec.HOME);
    private static final int JURISDICTION = TagCodec.HEADERS.indexOf(TagCodec.JURISDICTION);
    private static final int ORGANIZATION = TagCodec.HEADERS.indexOf(TagCodec.ORGANIZATION);
    private static final int DATA_CLASS = TagCodec.HEADERS.indexOf(TagCodec.DATA_CLASS);
    private static final int EPOCH = TagCodec.HEADERS.indexOf(TagCodec.EPOCH);
    private static final int NONE = -1;

    /** An absent header reads as an empty one: no part of a tag may be empty. */
    private final String[] texts = {"", "", "", "", ""};

    private int found;
    private int doubled = NONE;

    /** Looks at the next header. */
    public void header(String name, byte @Nullable [] value) {
        int part = part(name);
        if (part == NONE) {
            return;
        }
        if ((found & 1 << part) != 0 && doubled == NONE) {
            doubled = part;
        }
        found |= 1 << part;
        texts[part] = value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** What those headers amount to. */
    public TagReading reading() {
        if (doubled != NONE) {
            return new TagReading.Doubled(TagCodec.HEADERS.get(doubled));
        }
        return found == 0 ? new TagReading.Absent() : assemble();
    }

    private TagReading assemble() {
        int reading = HOME;
        try {
            RegionId home = new RegionId(texts[HOME]);
            reading = JURISDICTION;
            Jurisdiction jurisdiction = new Jurisdiction(texts[JURISDICTION]);
            reading = ORGANIZATION;
            OrganizationId organization = new OrganizationId(texts[ORGANIZATION]);
            reading = DATA_CLASS;
            String dataClass = texts[DATA_CLASS];
            if (dataClass.isEmpty()) {
                return malformed(reading);
            }
            reading = EPOCH;
            long epoch = epoch(texts[EPOCH]);
            return new TagReading.Valid(new ResidencyTag(home, jurisdiction, organization, dataClass, epoch));
        } catch (IllegalIdException | NumberFormatException malformed) {
            return malformed(reading);
        }
    }

    private static TagReading malformed(int part) {
        return new TagReading.Malformed(TagCodec.HEADERS.get(part));
    }

    /** Which of the five this is. The prefix is asked first: few headers of a record have it. */
    private static int part(String name) {
        if (!TagCodec.isReserved(name)) {
            return NONE;
        }
        int part = TagCodec.HEADERS.indexOf(name);
        return part == NONE ? TagCodec.HEADERS.indexOf(name.toLowerCase(Locale.ROOT)) : part;
    }

    /** The epoch, in the one form it is written in: no sign, no leading zero, ASCII digits only. */
    private static long epoch(String text) {
        if (text.isEmpty() || text.charAt(0) == '0' || !isDigits(text)) {
            throw new NumberFormatException("not an epoch");
        }
        return Long.parseLong(text);
    }

    private static boolean isDigits(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }
}
