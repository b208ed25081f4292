package io.domicile.kit.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Which policy topics a process reads, and how long a record waits at a closed gate. */
public interface PolicyConfig {

    /** Foreign regions whose policy is mirrored here; each must have been verified once before the gate opens. */
    Optional<Set<String>> mirrors();

    /**
     * How long policy may be used without another heartbeat of its writer, {@code domicile policy serve}; none: for ever.
     * With it, that command must run in this region and in every mirrored one.
     */
    Optional<Duration> lease();

    /**
     * How long a record that meets a closed gate waits before its transaction is given up; shorter than the router's
     * transaction time-out of 5 s.
     */
    @WithDefault("2s")
    Duration closedGateWait();
}
