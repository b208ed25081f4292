package io.domicile.replicator.client;

import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.kit.barrier.AcknowledgementReader;
import io.domicile.kit.barrier.Announcer;
import io.domicile.kit.kafka.ClientSettings;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.topic.TopicSizes;
import io.domicile.replicator.link.Link;
import io.domicile.residency.region.RegionCatalogue;
import io.domicile.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes a link's Kafka clients. What the design requires of a client is forced and cannot be configured otherwise; the
 * rest are defaults that {@code source.kafka} and {@code target.kafka} override.
 */
public final class LinkClients {

    private static final int BATCH_BYTES = 256 * 1024;
    /** The group learns of new mirror partitions from its members' metadata. */
    private static final int GROWTH_NOTICED_MS = 5000;

    private static final int LOOK_UP_WAIT_MS = 20;
    private static final int LOOK_UP_BYTES = 64 * 1024;

    private static final int PARTITION_FETCH_BYTES = 2 * 1024 * 1024;

    /** Of all partitions of one broker: what one answer brings, and so holds in memory until it is polled. */
    private static final int FETCH_BYTES = 16 * 1024 * 1024;

    /**
     * How long a source broker keeps a fetch that finds nothing. A partition that was full is fetched again only with
     * the next one, and so is not held up for longer by others that are idle.
     */
    private static final int FETCH_WAIT_MS = 25;

    /** Of one lane's producer, of which there are as many as lanes at work; it never gives back what it has used. */
    private static final long LANE_BUFFER_BYTES = 4L * 1024 * 1024;

    /** In which a record is taken by the broker, or has failed; shorter than a transaction may take by default. */
    public static final Duration DELIVERY = Duration.ofSeconds(25);

    /** A lane's next transaction begins while the markers of its last are written: the target says so, for a moment. */
    private static final int LANE_BACKOFF_MS = 10;

    private final Link link;
    private final ClientSettings source;
    private final ClientSettings target;
    private final int maxPollRecords;
    private final Duration transactionTimeout;

    /** @param maxPollRecords bounds what one poll takes */
    public LinkClients(
            Link link, ClientSettings source, ClientSettings target, int maxPollRecords, Duration transactionTimeout) {
        this.link = link;
        this.source = source;
        this.target = target;
        this.maxPollRecords = maxPollRecords;
        this.transactionTimeout = transactionTimeout;
    }

    public Admin sourceAdmin() {
        return Admin.create(source.admin(clientId("source-admin")));
    }

    /** For sampling the source's ends, whatever the other clients are busy with. */
    public Admin lagAdmin() {
        return Admin.create(source.admin(clientId("lag")));
    }

    /** For reading the whole ledger, whatever the other clients are busy with. */
    public Admin ledgerAdmin() {
        return Admin.create(target.admin(clientId("lag-ledger")));
    }

    public Admin targetAdmin() {
        return Admin.create(target.admin(clientId("target-admin")));
    }

    /** For what groups have committed at the source. */
    public Admin offsetsSourceAdmin() {
        return Admin.create(source.admin(clientId("offsets-source")));
    }

    /** For what groups have committed at the target. */
    public Admin offsetsTargetAdmin() {
        return Admin.create(target.admin(clientId("offsets-target")));
    }

    /** Looks up single committed records of the mirrors; a fetch that finds nothing must not keep the next waiting. */
    public Consumer<byte[], byte[]> offsetsConsumer() {
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        Map<String, Object> settings = new HashMap<>(target.consumer(clientId("offsets-mirror"), Map.of(), forced));
        // Over what is passed through: that is meant for copying
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LOOK_UP_WAIT_MS);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LOOK_UP_BYTES);
        return consumer(settings);
    }

    /** Writes what clients of MirrorMaker read. */
    public Producer<byte[], byte[]> mirrorMakerProducer() {
        Map<String, Object> forced = new HashMap<>();
        forced.put(ProducerConfig.ACKS_CONFIG, "all");
        forced.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return producer(target.producer(clientId("checkpoints"), producing(), forced));
    }

    /** Reads committed records of partitions it is told, from positions it is told, and never jumps by itself. */
    public Consumer<byte[], byte[]> sourceConsumer() {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        defaults.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        defaults.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        defaults.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        forced.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        return consumer(source.consumer(clientId("source"), defaults, forced));
    }

    /** Reads committed records of the source from its beginning, to compare them with a mirror. */
    public Consumer<byte[], byte[]> comparisonConsumer() {
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer(source.consumer(clientId("comparison"), Map.of(), forced));
    }

    /** A member of the ledger's group. */
    public Consumer<byte[], byte[]> ledgerMember() {
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.GROUP_ID_CONFIG, link.ledgerGroup());
        forced.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        forced.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6000);
        forced.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2000);
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        forced.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        Map<String, Object> defaults = Map.of(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, GROWTH_NOTICED_MS);
        return consumer(target.consumer(clientId("ledger"), defaults, forced));
    }

    /** Reads committed records of the mirrors. */
    public Consumer<byte[], byte[]> mirrorConsumer() {
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer(target.consumer(clientId("mirror"), Map.of(), forced));
    }

    /** Reads everything the mirrors hold, aborted and unfinished records too. */
    public Consumer<byte[], byte[]> mirrorBytesConsumer() {
        Map<String, Object> forced = new HashMap<>(reading());
        forced.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        forced.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return consumer(target.consumer(clientId("mirror-bytes"), Map.of(), forced));
    }

    /** Speaks on the source's {@code residency.acks}. */
    public Announcer announcer(AcknowledgementEncoder encoder) {
        return Announcer.connect(source, clientId("acks"), encoder);
    }

    /** Reads the target's {@code residency.acks}. */
    public AcknowledgementReader acknowledgements(SchemaRegistry targetRegistry) {
        return AcknowledgementReader.connect(target, clientId("acks-relay"), targetRegistry);
    }

    /** Reads the source's {@code residency.policy}. */
    public PolicyWriter sourcePolicy(SchemaRegistry sourceRegistry, RegionCatalogue catalogue) {
        return new PolicyWriter(link.source(), source.common(), sourceRegistry, catalogue);
    }

    /** The transactional producer of one lane. */
    public Producer<byte[], byte[]> laneProducer(TopicPartition sourcePartition) {
        Map<String, Object> defaults = new HashMap<>(producing());
        defaults.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        defaults.put(ProducerConfig.BUFFER_MEMORY_CONFIG, LANE_BUFFER_BYTES);
        defaults.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, LANE_BACKOFF_MS);
        Map<String, Object> forced = new HashMap<>();
        forced.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, link.transactionalId(sourcePartition));
        forced.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(transactionTimeout.toMillis()));
        forced.put(ProducerConfig.ACKS_CONFIG, "all");
        forced.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        forced.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * TopicSizes.MIRROR);
        String lane = sourcePartition.topic() + "-" + sourcePartition.partition();
        return producer(target.producer(clientId(lane), defaults, forced));
    }

    /** Writes audit entries at the source. */
    public Producer<byte[], byte[]> auditProducer() {
        Map<String, Object> forced = new HashMap<>();
        forced.put(ProducerConfig.ACKS_CONFIG, "all");
        forced.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return producer(source.producer(clientId("audit"), producing(), forced));
    }

    private static Map<String, Object> reading() {
        return Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
    }

    private static Map<String, Object> producing() {
        return Map.of(
                ProducerConfig.LINGER_MS_CONFIG, 5,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(DELIVERY.toMillis()),
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000);
    }

    private String clientId(String purpose) {
        return "link-" + link.source() + "-" + link.target() + "-" + purpose;
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
