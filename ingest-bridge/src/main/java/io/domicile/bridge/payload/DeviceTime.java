package io.domicile.bridge.payload;

import io.domicile.bridge.ledger.Ending;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** A device's own time: milliseconds since 1970 as a number, or ISO 8601 with an offset, in the years 0 to 9999. */
final class DeviceTime {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private DeviceTime() {}

    static Instant ofMillis(double millis) throws UndecodablePayloadException {
        if (millis < EARLIEST.toEpochMilli() || millis > LATEST.toEpochMilli()) {
            throw new UndecodablePayloadException(Ending.MALFORMED_TIME);
        }
        return Instant.ofEpochMilli((long) millis);
    }

    static Instant ofText(String text) throws UndecodablePayloadException {
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException malformed) {
            throw new UndecodablePayloadException(Ending.MALFORMED_TIME);
        }
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new UndecodablePayloadException(Ending.MALFORMED_TIME);
        }
        return time;
    }
}
