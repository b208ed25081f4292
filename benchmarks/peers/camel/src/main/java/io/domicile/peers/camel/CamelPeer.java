package io.domicile.peers.camel;

import java.io.IOException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Constants;
import org.apache.camel.main.Main;

/**
 * A process with one Camel route, {@code paho-mqtt5} to {@code kafka}, that acknowledges to the MQTT broker when Kafka
 * has answered; it ends when its standard input does.
 *
 * <p>Camel acknowledges when the exchange completes ({@code manualAcksEnabled}). The Kafka producer stays asynchronous,
 * which is Camel's default and its fastest: the exchange completes in the answer to {@code send}, so that many records
 * are under way. With {@code synchronous=true} it would wait for each record.
 */
public final class CamelPeer {

    private final String filter;
    private final String broker;
    private final String clientId;
    private final String bootstrapServers;
    private final String topic;

    private CamelPeer(String[] arguments) {
        this.filter = arguments[0];
        this.broker = arguments[1];
        this.clientId = arguments[2];
        this.bootstrapServers = arguments[3];
        this.topic = arguments[4];
    }

    /** @param arguments topic filter, broker's URL, client id, Kafka's bootstrap servers, Kafka topic */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 5) {
            throw new IllegalArgumentException("five arguments expected, found " + arguments.length);
        }
        new CamelPeer(arguments).run();
    }

    private void run() throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(source())
                        .setHeader(KafkaConstants.KEY, header(PahoMqtt5Constants.MQTT_TOPIC))
                        .to(destination());
            }
        });
        Thread end = new Thread(() -> endWithInput(main), "end-with-input");
        end.setDaemon(true);
        end.start();
        main.run();
    }

    private String source() {
        return "paho-mqtt5:" + filter
                + "?brokerUrl=" + broker
                + "&clientId=" + clientId
                + "&qos=1"
                + "&manualAcksEnabled=true"
                + "&cleanStart=false"
                + "&sessionExpiryInterval=3600"
                + "&receiveMaximum=65535";
    }

    private String destination() {
        return "kafka:" + topic
                + "?brokers=" + bootstrapServers
                + "&requestRequiredAcks=all"
                + "&enableIdempotence=true"
                + "&valueSerializer=org.apache.kafka.common.serialization.ByteArraySerializer"
                + "&useIterator=false"
                + "&recordMetadata=false";
    }

    private static void endWithInput(Main main) {
        try {
            while (System.in.read() >= 0) {
                // Only its end means something
            }
        } catch (IOException gone) {
            System.err.println("standard input failed: " + gone.getMessage());
        }
        main.completed();
    }
}
