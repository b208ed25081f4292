package io.domicile.replicator;

import static io.domicile.replicator.Fixtures.role;
import static io.domicile.replicator.Fixtures.roleRecord;
import static io.domicile.replicator.TwoRegions.PARTITIONS;
import static io.domicile.replicator.TwoRegions.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Roles of acme written to the source, one after the other, through whatever happens. */
final class Load {

    private final TwoRegions regions;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "load");
    private volatile Exception failure;

    Load(TwoRegions regions) {
        this.regions = regions;
    }

    void start() {
        thread.start();
    }

    int sent() {
        return sent.get();
    }

    void awaitMore(int count) {
        int before = sent.get();
        eventually().until(() -> failure != null || sent.get() >= before + count);
        assertThat(failure).isNull();
    }

    void stop() throws InterruptedException {
        running.set(false);
        thread.join(120_000);
        assertThat(failure).isNull();
    }

    private void run() {
        byte[] value = role(regions.sourceRegistry, "read");
        try (KafkaProducer<byte[], byte[]> producer = Fixtures.producer(regions.source.bootstrapServers())) {
            while (running.get()) {
                int number = sent.get();
                // Waits for each, so that the rate is what one broker on a busy machine can do
                producer.send(roleRecord("acme", number, number % PARTITIONS, value))
                        .get();
                sent.incrementAndGet();
            }
        } catch (Exception failed) {
            failure = failed;
        }
    }
}
