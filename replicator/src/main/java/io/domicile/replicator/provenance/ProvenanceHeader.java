package io.domicile.replicator.provenance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header {@value #NAME} of every record of a mirror: UTF-8
 * {@code 1;<link epoch>;<source cluster id>;<source topic id>;<source offset>}, where 1 is the version of the form, and
 * {@code ;purge} behind it where the record is no copy but a tombstone that erases.
 *
 * <p>The partition is not in it: a record keeps its partition number.
 */
public final class ProvenanceHeader {

    public static final String NAME = "residency-source";

    /** An upper bound of the bytes this header adds to a record, name and lengths included. */
    public static final int MAX_BYTES = 160;

    private static final String VERSION = "1";
    private static final String PURGE = ";purge";

    private ProvenanceHeader() {}

    /** Removes every header of this name, in any case, and adds this one. */
    public static void replace(Headers headers, Provenance provenance) {
        List<String> present = new ArrayList<>();
        for (Header header : headers) {
            if (header.key().equalsIgnoreCase(NAME)) {
                present.add(header.key());
            }
        }
        present.forEach(headers::remove);
        headers.add(NAME, encode(provenance).getBytes(StandardCharsets.UTF_8));
    }

    /** The provenance, or empty where the header is missing, doubled or malformed. */
    public static Optional<Provenance> read(Headers headers) {
        Header found = null;
        for (Header header : headers) {
            if (header.key().equalsIgnoreCase(NAME)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = header;
            }
        }
        return found == null || found.value() == null
                ? Optional.empty()
                : decode(new String(found.value(), StandardCharsets.UTF_8));
    }

    static String encode(Provenance provenance) {
        String form = String.join(
                ";",
                VERSION,
                Long.toString(provenance.linkEpoch()),
                provenance.origin().clusterId(),
                provenance.origin().topicId().toString(),
                Long.toString(provenance.offset()));
        return provenance.kind() == Provenance.Kind.PURGE ? form + PURGE : form;
    }

    static Optional<Provenance> decode(String text) {
        boolean isPurge = text.endsWith(PURGE);
        Provenance.Kind kind = isPurge ? Provenance.Kind.PURGE : Provenance.Kind.COPY;
        String[] parts = (isPurge ? text.substring(0, text.length() - PURGE.length()) : text).split(";", -1);
        if (parts.length != 5 || !parts[0].equals(VERSION) || parts[2].isEmpty()) {
            return Optional.empty();
        }
        try {
            long linkEpoch = Long.parseLong(parts[1]);
            long offset = Long.parseLong(parts[4]);
            Origin origin = new Origin(parts[2], Uuid.fromString(parts[3]));
            return linkEpoch < 1 || offset < 0
                    ? Optional.empty()
                    : Optional.of(new Provenance(linkEpoch, origin, offset, kind));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
