package io.domicile.it.policy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.testkit.kafka.EmbeddedKafka;
import io.domicile.testkit.kafka.RecordsProbe;
import io.domicile.testkit.mqtt.MqttBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records of acme on their way into a router, a bridge and a link, and what has come out at the other end of each. Each
 * is known by the name it was sent under.
 */
final class Traffic implements AutoCloseable {

    private static final byte[] VALUE = "{\"t\":1}".getBytes(StandardCharsets.UTF_8);
    private static final List<String> KINDS = List.of("routed", "bridged", "linked");

    private final KafkaProducer<byte[], byte[]> here;
    private final KafkaProducer<byte[], byte[]> there;
    private final RegionId home;
    private final Mqtt5AsyncClient device;
    private final RecordsProbe outputs;
    private final RecordsProbe quarantine;

    Traffic(RegionId home, EmbeddedKafka here, MqttBroker mqtt, EmbeddedKafka there, RegionId source) {
        this.home = home;
        this.here = producer(here);
        this.there = producer(there);
        this.device = MqttClient.builder()
                .useMqttVersion5()
                .identifier("policy-faults-device")
                .serverHost(mqtt.host())
                .serverPort(mqtt.port())
                .buildAsync();
        device.connect().join();
        this.outputs = RecordsProbe.committed(
                here.bootstrapServers(), "home.alerts", "ingress.telemetry", source + ".forward." + home);
        this.quarantine = RecordsProbe.committed(here.bootstrapServers(), "residency.quarantine");
    }

    /** Sends one record of this name on each way. What is returned ends when the MQTT broker, which holds it for the
     * bridge, has taken the device's. */
    CompletableFuture<?> send(String name) throws Exception {
        here.send(new ProducerRecord<>("ingress.alerts", 0, key("routed", name), VALUE))
                .get();
        RecordHeaders tag = new RecordHeaders();
        TagCodec.encode(new ResidencyTag(home, new Jurisdiction("EU"), new OrganizationId("acme"), "telemetry", 1))
                .forEach(tag::add);
        there.send(new ProducerRecord<>("forward." + home, 0, null, key("linked", name), VALUE, tag))
                .get();
        return device.publishWith()
                .topic("v1/acme/bridged-" + name + "/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .contentType("application/json")
                .payload(VALUE)
                .send();
    }

    /** How often a record of this name has come out, of each of the three ways. */
    List<Long> arrived(String name) {
        List<String> keys = outputs.readAll().stream()
                .map(found -> new String(found.key(), StandardCharsets.UTF_8))
                .toList();
        return KINDS.stream()
                .map(kind -> keys.stream()
                        .filter(("acme/" + kind + '-' + name)::equals)
                        .count())
                .toList();
    }

    long quarantined() {
        return quarantine.readAll().size();
    }

    @Override
    public void close() {
        device.disconnect().join();
        outputs.close();
        quarantine.close();
        here.close();
        there.close();
    }

    private static byte[] key(String kind, String name) {
        return ("acme/" + kind + '-' + name).getBytes(StandardCharsets.UTF_8);
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
