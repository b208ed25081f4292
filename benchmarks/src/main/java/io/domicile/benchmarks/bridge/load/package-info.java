/** The devices: their payloads, the marks in them, and the gate before the MQTT broker. */
@NullMarked
package io.domicile.benchmarks.bridge.load;

import org.jspecify.annotations.NullMarked;
