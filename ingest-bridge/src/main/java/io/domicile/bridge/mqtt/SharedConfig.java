package io.domicile.bridge.mqtt;

import io.smallrye.config.WithDefault;

/** A shared subscription: the broker spreads the messages over its members, and so gives up every device's order. */
public interface SharedConfig {

    /** Name of the group; connections and bridges of one group share the messages. */
    String group();

    /** Connections of this bridge for each filter, 1 to 64. */
    @WithDefault("1")
    int connections();
}
