package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.domicile.bridge.ledger.Delivery;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A publish of the MQTT 3.1.1 client: no content type, no properties. */
final class Mqtt3Delivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Mqtt3Delivery.class);

    private final Mqtt3Publish publish;

    Mqtt3Delivery(Mqtt3Publish publish) {
        this.publish = publish;
    }

    @Override
    public MqttMessage message() {
        return new MqttMessage(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                null,
                List.of(),
                new Transport(publish.getQos().getCode(), publish.isRetain(), null, null, null));
    }

    @Override
    public long bytes() {
        return publish.getTopic().toString().length()
                + publish.getPayload().map(ByteBuffer::remaining).orElse(0);
    }

    @Override
    public boolean isAtMostOnce() {
        return publish.getQos() == MqttQos.AT_MOST_ONCE;
    }

    @Override
    public void acknowledge() {
        try {
            publish.acknowledge();
        } catch (RejectedExecutionException connectionGone) {
            LOG.atDebug().log("An acknowledgement came after its connection had ended");
        }
    }
}
