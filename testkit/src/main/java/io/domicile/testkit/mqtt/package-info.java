/** An MQTT broker in this process. */
@NullMarked
package io.domicile.testkit.mqtt;

import org.jspecify.annotations.NullMarked;
