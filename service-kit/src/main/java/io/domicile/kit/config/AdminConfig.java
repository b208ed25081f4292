package io.domicile.kit.config;

import io.smallrye.config.WithDefault;

/** Where a process serves its health and metrics. */
public interface AdminConfig {

    @WithDefault("127.0.0.1")
    String host();

    /** 0 takes any free port. */
    @WithDefault("8080")
    int port();
}
