package io.domicile.it.bridge;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.domicile.testkit.mqtt.EmbeddedMqtt;
import io.domicile.testkit.mqtt.MosquittoBroker;
import io.domicile.testkit.mqtt.MosquittoOptions;
import io.domicile.testkit.mqtt.MqttBroker;
import io.domicile.testkit.mqtt.MqttOptions;

/** The MQTT brokers that the bridge is proven with. */
enum BrokerKind {
    MOSQUITTO {
        @Override
        MqttBroker start() {
            assumeTrue(MosquittoBroker.isInstalled(), "mosquitto is not installed");
            return MosquittoBroker.start(MosquittoOptions.defaults());
        }
    },
    HIVEMQ_CE {
        @Override
        MqttBroker start() {
            return EmbeddedMqtt.start(MqttOptions.defaults());
        }
    };

    /** Whether its program is there. */
    boolean isAvailable() {
        return this != MOSQUITTO || MosquittoBroker.isInstalled();
    }

    /** Skips the test where the broker is not installed. Nothing is persistent. */
    abstract MqttBroker start();

    /** For names of devices, clients and files. */
    String id() {
        return this == MOSQUITTO ? "mosquitto" : "hivemq";
    }
}
