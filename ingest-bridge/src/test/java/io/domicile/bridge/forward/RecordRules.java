package io.domicile.bridge.forward;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.MqttMessage;
import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.bridge.ledger.Outcome;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * What is true of every record that the bridge writes, said without the code that writes it. Plain conditions, because
 * they are asked a million times.
 */
final class RecordRules {

    private static final Set<String> INGRESS =
            Set.of(Topics.ingress(DataClass.TELEMETRY), Topics.ingress(DataClass.ALERTS));
    private static final List<String> NEVER_KEPT = List.of("strict-away", "stale");
    private static final int OWN_HEADERS = 8;
    /** Their names and values, but for the topic, generously. */
    private static final int OWN_BYTES = 256;

    private RecordRules() {}

    /** @param identity whether the message's identity counts */
    static void check(ProducerRecord<byte[], byte[]> record, MqttMessage message, boolean identity) {
        if (record.topic().equals(Topics.AUDIT)) {
            require(
                    record.key() == null && record.headers().toArray().length == 0,
                    "an audit entry with key or headers");
            require(record.value().length == 1, "an audit entry with more than the encoder's byte");
            return;
        }
        keptAllowed(message, identity);
        headers(record, message);
        if (INGRESS.contains(record.topic())) {
            ingress(record, message, identity);
        } else {
            setAside(record, message, identity);
        }
    }

    private static void keptAllowed(MqttMessage message, boolean identity) {
        String[] levels = message.topic().split("/", -1);
        boolean named = levels.length > 1 && levels[0].equals("v1") && NEVER_KEPT.contains(levels[1]);
        require(!named, "a payload is kept that the topic's policy forbids to keep");
        if (identity) {
            require(
                    identities(message).stream().noneMatch(NEVER_KEPT::contains),
                    "a payload is kept that the identity's policy forbids to keep");
        }
    }

    private static void headers(ProducerRecord<byte[], byte[]> record, MqttMessage message) {
        int count = 0;
        int bytes = 0;
        for (Header header : record.headers()) {
            count++;
            bytes += header.key().getBytes(UTF_8).length + header.value().length;
            String name = header.key().toLowerCase(Locale.ROOT);
            require(!name.startsWith("residency-") && !name.isEmpty(), "a header with a name that is not allowed");
            require(name.chars().noneMatch(character -> character < ' '), "a header's name with control characters");
        }
        require(count <= PropertyHeaders.MAX_COUNT + OWN_HEADERS, "more headers than allowed");
        int topic = message.topic().getBytes(UTF_8).length;
        require(bytes <= PropertyHeaders.MAX_BYTES + topic + OWN_BYTES, "larger headers than allowed");
        once(record, HeaderNames.CONTENT_TYPE);
        once(record, HeaderNames.MQTT_QOS);
        require(
                Arrays.equals(
                        once(record, HeaderNames.MQTT_TOPIC), message.topic().getBytes(UTF_8)),
                "a record without its MQTT topic");
    }

    private static void ingress(ProducerRecord<byte[], byte[]> record, MqttMessage message, boolean identity) {
        require(size(record) <= TopicSizes.INGRESS, "a record larger than its topic takes");
        require(record.headers().lastHeader(HeaderNames.REASON) == null, "a stored record with a reason");
        require(record.headers().lastHeader(HeaderNames.IDENTITY_PROPERTY) == null, "a stored record with a claim");
        String[] levels = message.topic().split("/", -1);
        require(Arrays.equals(record.key(), (levels[1] + '/' + levels[2]).getBytes(UTF_8)), "another key");
        require(record.topic().equals("ingress." + levels[3]), "another class");
        require(Set.of("acme", "away").contains(levels[1]), "a stored record of an organization that is blocked");
        if (identity) {
            require(identities(message).equals(List.of(levels[1])), "a stored record of another identity");
        }
    }

    private static void setAside(ProducerRecord<byte[], byte[]> record, MqttMessage message, boolean identity) {
        boolean quarantine = record.topic().equals(Topics.QUARANTINE);
        require(quarantine || record.topic().equals(Topics.DEAD_LETTER), "a topic that is not the bridge's");
        require(size(record) <= TopicSizes.QUARANTINE, "a record larger than its topic takes");
        String reason = new String(once(record, HeaderNames.REASON), UTF_8);
        Outcome outcome = quarantine ? Outcome.QUARANTINED : Outcome.DEAD_LETTERED;
        require(
                Arrays.stream(Ending.values())
                        .anyMatch(ending ->
                                ending.outcome() == outcome && ending.reason().equals(reason)),
                "a reason that is none");
        String omitted = RecordHeaders.text(record.headers(), HeaderNames.OMITTED_BYTES);
        require(
                omitted == null
                        ? Arrays.equals(record.value(), message.payload())
                        : record.value().length == 0 && omitted.equals(Integer.toString(message.payload().length)),
                "a payload that is neither kept nor accounted for");
        long kept = Arrays.stream(record.headers().toArray())
                .filter(header -> header.key().equalsIgnoreCase(HostileMessages.IDENTITY))
                .count();
        boolean whole = identity && kept == identities(message).size();
        require(
                Objects.equals(
                        RecordHeaders.text(record.headers(), HeaderNames.IDENTITY_PROPERTY),
                        whole ? HostileMessages.IDENTITY : null),
                "a record that is wrong about having all of an identity");
    }

    /** Kafka's own estimate, which its producer compares with what it may send. */
    private static int size(ProducerRecord<byte[], byte[]> record) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE,
                CompressionType.NONE,
                record.key(),
                record.value(),
                record.headers().toArray());
    }

    private static List<String> identities(MqttMessage message) {
        return message.properties().stream()
                .filter(property -> property.name().equalsIgnoreCase(HostileMessages.IDENTITY))
                .map(Property::value)
                .collect(Collectors.toList());
    }

    private static byte[] once(ProducerRecord<byte[], byte[]> record, String name) {
        int count = 0;
        byte[] value = {};
        for (Header header : record.headers().headers(name)) {
            count++;
            value = header.value();
        }
        require(count == 1, "a header of ours that is missing or doubled");
        return value;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
