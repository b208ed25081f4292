package io.domicile.bridge;

import io.smallrye.config.WithDefault;

/**
 * What one connection may have in hand, unacknowledged. When it is full the socket is not read; when it stays full the
 * connection ends, and the next waits for room.
 */
public interface WindowConfig {

    @WithDefault("16384")
    int messages();

    /** Payloads, topics and properties, with 512 bytes more for each message. */
    @WithDefault("33554432")
    long bytes();
}
