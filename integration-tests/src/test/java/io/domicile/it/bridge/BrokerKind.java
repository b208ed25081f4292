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

    /**
     * How many messages it may be left with for one session. Mosquitto 2.0 loses some when more than 65,535 wait, the
     * number of packet ids; HiveMQ CE needs memory of the tests' process for each.
     */
    int mostQueued() {
        return this == MOSQUITTO ? 55_000 : 200_000;
    }

    /** For names of devices, clients and files. */
    String id() {
        return this == MOSQUITTO ? "mosquitto" : "hivemq";
    }
}
