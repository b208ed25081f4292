/** Takes MQTT telemetry into the region's own Kafka. */
@NullMarked
package io.domicile.bridge;

import org.jspecify.annotations.NullMarked;
