/** The MQTT side: one connection at a time with manual acknowledgement, its supervision, and what a topic says. */
@NullMarked
package io.domicile.bridge.mqtt;

import org.jspecify.annotations.NullMarked;
