package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.domicile.bridge.ledger.Delivery;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.MqttMessage.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A publish of the MQTT 5 client. */
final class Mqtt5Delivery implements Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Mqtt5Delivery.class);

    private final Mqtt5Publish publish;

    Mqtt5Delivery(Mqtt5Publish publish) {
        this.publish = publish;
    }

    @Override
    public MqttMessage message() {
        List<Property> properties = new ArrayList<>();
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            properties.add(new Property(
                    property.getName().toString(), property.getValue().toString()));
        }
        return new MqttMessage(
                publish.getTopic().toString(),
                publish.getPayloadAsBytes(),
                publish.getContentType().map(Object::toString).orElse(null),
                properties,
                transport());
    }

    private Transport transport() {
        OptionalLong expiry = publish.getMessageExpiryInterval();
        return new Transport(
                publish.getQos().getCode(),
                publish.isRetain(),
                expiry.isPresent() ? expiry.getAsLong() : null,
                publish.getCorrelationData().map(Mqtt5Delivery::bytes).orElse(null),
                publish.getResponseTopic().map(Object::toString).orElse(null));
    }

    @Override
    public long bytes() {
        long bytes = publish.getTopic().toString().length()
                + publish.getPayload().map(ByteBuffer::remaining).orElse(0)
                + publish.getCorrelationData().map(ByteBuffer::remaining).orElse(0);
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            bytes += property.getName().toString().length()
                    + property.getValue().toString().length();
        }
        return bytes;
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

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return copy;
    }
}
