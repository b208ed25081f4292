package io.domicile.replicator.lane;

import io.domicile.kit.log.LogKeys;
import io.domicile.replicator.state.HoldReason;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What a lane says in the log. Safe for use by any thread. */
final class LaneLog {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final LaneId id;
    private final Supplier<String> link;

    /** @param link the link's label */
    LaneLog(LaneId id, Supplier<String> link) {
        this.id = id;
        this.link = link;
    }

    void positioned(long offset, String by) {
        about(LOG.atInfo())
                .addKeyValue(LogKeys.OFFSET, offset)
                .addKeyValue(LogKeys.REASON, by)
                .log("lane positioned");
    }

    /** @param attempt number of failures in a row, from 1 */
    void failed(RuntimeException failure, HoldReason reason, int attempt) {
        about(LOG.atWarn())
                .addKeyValue(LogKeys.REASON, reason.code())
                .addKeyValue(LogKeys.ATTEMPT, attempt)
                .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                .setCause(reason == HoldReason.UNEXPECTED ? failure : null)
                .log("lane failed and tries again");
    }

    void discards() {
        about(LOG.atWarn()).log("the target keeps an offset of this lane pending though its transaction has ended");
    }

    void notClosed(RuntimeException failure) {
        about(LOG.atDebug())
                .addKeyValue(LogKeys.ERROR, failure.getClass().getName())
                .log("a lane's producer did not close");
    }

    private LoggingEventBuilder about(LoggingEventBuilder line) {
        return line.addKeyValue(LogKeys.LINK, link.get())
                .addKeyValue(LogKeys.TOPIC, id.topic().source())
                .addKeyValue(LogKeys.PARTITION, id.partition());
    }
}
