/** MQTT brokers: HiveMQ Community Edition in this process, mosquitto in one of its own. */
@NullMarked
package io.domicile.testkit.mqtt;

import org.jspecify.annotations.NullMarked;
