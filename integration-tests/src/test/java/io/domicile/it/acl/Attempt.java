package io.domicile.it.acl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.domicile.testkit.kafka.Principals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** What a principal may try at a region's brokers. Each returns normally where it is allowed. */
enum Attempt {
    WRITE {
        @Override
        void run(Map<String, Object> client, String topic) throws Exception {
            try (KafkaProducer<byte[], byte[]> producer = producer(client, Map.of("enable.idempotence", false))) {
                producer.send(new ProducerRecord<>(topic, 0, "acme/attempt".getBytes(UTF_8), new byte[1]))
                        .get();
            }
        }
    },
    READ {
        @Override
        void run(Map<String, Object> client, String topic) {
            Map<String, Object> settings = new HashMap<>(client);
            settings.put("auto.offset.reset", "earliest");
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seek(partition, 0);
                Awaitility.await("an answer")
                        .atMost(PATIENCE)
                        .pollInSameThread()
                        .until(() -> {
                            consumer.poll(Duration.ofMillis(500));
                            return hasRead(consumer);
                        });
            }
        }

        /** It asks again only once it has looked at the first answer, which is where a refusal is thrown. */
        private static boolean hasRead(KafkaConsumer<byte[], byte[]> consumer) {
            return consumer.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("fetch-total"))
                    .anyMatch(metric -> ((Number) metric.metricValue()).doubleValue() >= 2);
        }
    },
    TRANSACT {
        @Override
        void run(Map<String, Object> client, String transactionalId) {
            try (KafkaProducer<byte[], byte[]> producer =
                    producer(client, Map.of("transactional.id", transactionalId))) {
                producer.initTransactions();
            }
        }
    },
    COMMIT_AS {
        @Override
        void run(Map<String, Object> client, String group) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.alterConsumerGroupOffsets(
                                group, Map.of(new TopicPartition("residency.acks", 0), new OffsetAndMetadata(0)))
                        .all()
                        .get();
            }
        }
    },
    SEE_GROUP {
        @Override
        void run(Map<String, Object> client, String group) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
            }
        }
    },
    SEE_STABLE_END {
        @Override
        void run(Map<String, Object> client, String topic) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.listOffsets(
                                Map.of(new TopicPartition(topic, 0), OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all()
                        .get();
            }
        }
    },
    CREATE {
        @Override
        void run(Map<String, Object> client, String topic) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
        }
    },
    DELETE {
        @Override
        void run(Map<String, Object> client, String topic) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    },
    CONFIGURE {
        @Override
        void run(Map<String, Object> client, String topic) throws Exception {
            try (Admin admin = Admin.create(client)) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                AlterConfigOp change =
                        new AlterConfigOp(new ConfigEntry("retention.ms", "1000"), AlterConfigOp.OpType.SET);
                admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                        .all()
                        .get();
            }
        }
    },
    SEE_ACLS {
        @Override
        void run(Map<String, Object> client, String unused) throws Exception {
            try (Admin admin = Admin.create(client)) {
                admin.describeAcls(AclBindingFilter.ANY).values().get();
            }
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    abstract void run(Map<String, Object> client, String name) throws Exception;

    /**
     * Tries.
     *
     * @throws Throwable what the brokers answered
     */
    void as(String principal, String brokers, String name) throws Throwable {
        Map<String, Object> client = new HashMap<>(Principals.client(principal));
        client.put("bootstrap.servers", brokers);
        try {
            run(client, name);
        } catch (ExecutionException refused) {
            throw refused.getCause();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> client, Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("max.block.ms", PATIENCE.toMillis());
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
