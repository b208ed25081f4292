package io.domicile.bridge.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most one notice per device and interval, remembering the {@value #MAX_DEVICES} devices last told. */
final class NoticeLimit {

    static final int MAX_DEVICES = 10_000;

    private final Duration interval;
    private final InstantSource clock;
    /** Oldest first; guarded by this. */
    private final Map<Device, Instant> lastTold = new LinkedHashMap<>();

    NoticeLimit(Duration interval, InstantSource clock) {
        this.interval = interval;
        this.clock = clock;
    }

    /** Whether the device may be told now; if so it counts as told. */
    synchronized boolean permits(String organization, String device) {
        Device key = new Device(organization, device);
        Instant now = clock.instant();
        Instant last = lastTold.get(key);
        if (last != null && now.isBefore(last.plus(interval))) {
            return false;
        }
        lastTold.remove(key);
        if (lastTold.size() == MAX_DEVICES) {
            lastTold.remove(lastTold.keySet().iterator().next());
        }
        lastTold.put(key, now);
        return true;
    }

    private record Device(String organization, String device) {}
}
