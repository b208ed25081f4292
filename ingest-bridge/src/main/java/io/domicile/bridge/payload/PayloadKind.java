package io.domicile.bridge.payload;

import io.domicile.kit.kafka.HeaderNames;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a payload is to be read. */
public enum PayloadKind {
    /** An object of readings, converted to Avro. */
    JSON(HeaderNames.JSON),
    /** Confluent's wire format, checked and kept as it is. */
    FRAMED_AVRO(HeaderNames.FRAMED_AVRO),
    /** Bytes that nobody looks into. */
    OPAQUE(HeaderNames.OPAQUE);

    private final String mediaType;

    PayloadKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * The kind of a declared content type; what is neither JSON nor framed Avro is opaque. Parameters such as a
     * character set, and case, do not matter.
     *
     * @param undeclared the kind where the publisher declared nothing
     */
    public static PayloadKind of(@Nullable String contentType, PayloadKind undeclared) {
        if (contentType == null || contentType.isBlank()) {
            return undeclared;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return switch (type) {
            case HeaderNames.JSON -> JSON;
            case HeaderNames.FRAMED_AVRO -> FRAMED_AVRO;
            default -> OPAQUE;
        };
    }
}
