package io.domicile.router.transaction;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.utf8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;

/** Producers of transactional ids that share what is open, without brokers. */
abstract class ClearedFixture {

    static final TopicPartition HOME_0 = new TopicPartition("home", 0);
    static final TopicPartition HOME_2 = new TopicPartition("home", 2);
    static final TopicPartition READ = new TopicPartition("ingress", 5);

    final OpenEnds ends = new OpenEnds();
    final FakeEndings brokers = new FakeEndings();
    final List<String> apartIds = new ArrayList<>();
    RecordingProducer apart = new RecordingProducer(true);
    Duration sending = Duration.ofSeconds(30);
    Consumer<String> whenApart = id -> {};

    Producer<byte[], byte[]> opened(String transactionalId, RecordingProducer plain) {
        Clearing clearing = new Clearing(
                HERE,
                ends,
                id -> {
                    apartIds.add(id);
                    whenApart.accept(id);
                    return apart;
                },
                () -> brokers,
                new Limits(sending, Duration.ZERO, 3));
        return new ClearedProducer(transactionalId, plain, ends, clearing);
    }

    Producer<byte[], byte[]> initialized(String transactionalId, RecordingProducer plain) {
        Producer<byte[], byte[]> producer = opened(transactionalId, plain);
        producer.initTransactions();
        return producer;
    }

    /** A producer that sends to a partition of home, is fenced, and is closed. */
    void leaveOpen(String transactionalId, int partition) {
        RecordingProducer fenced = new RecordingProducer(true);
        Producer<byte[], byte[]> producer = initialized(transactionalId, fenced);
        sendToHome(producer, partition);
        fenced.fenceProducer();
        assertThatThrownBy(producer::abortTransaction).isInstanceOf(ProducerFencedException.class);
        producer.close();
    }

    static void sendToHome(Producer<byte[], byte[]> producer, int partition) {
        producer.beginTransaction();
        producer.send(record(partition));
    }

    static ProducerRecord<byte[], byte[]> record(Integer partition) {
        return new ProducerRecord<>("home", partition, utf8("acme/1"), utf8("value"));
    }

    @SuppressWarnings("deprecation") // as a consumer makes it
    static ConsumerGroupMetadata group(String member) {
        return new ConsumerGroupMetadata("router", 3, member, Optional.empty());
    }
}
