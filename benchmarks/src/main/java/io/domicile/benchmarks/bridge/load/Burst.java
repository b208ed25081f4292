package io.domicile.benchmarks.bridge.load;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One device's part of a load that is published as fast as the broker acknowledges: a fixed number of messages is under
 * way, and each acknowledgement lets the next go.
 */
final class Burst {

    private static final int UNDER_WAY = 32;

    private final Device device;
    private final int run;
    private final int count;
    private final CountDownLatch answers;
    private final AtomicInteger failures;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * @param answers counted down for each message that was acknowledged or has failed
     * @param failures counts those that have failed
     */
    Burst(Device device, int run, int count, CountDownLatch answers, AtomicInteger failures) {
        this.device = device;
        this.run = run;
        this.count = count;
        this.answers = answers;
        this.failures = failures;
    }

    void begin() {
        for (int i = 0; i < UNDER_WAY; i++) {
            publishNext();
        }
    }

    private void publishNext() {
        int sequence = next.getAndIncrement();
        if (sequence < count) {
            var unused = device.publish(run, sequence).whenComplete(this::answered);
        }
    }

    private void answered(@Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
        if (failure != null || result == null || result.getError().isPresent()) {
            failures.incrementAndGet();
        }
        answers.countDown();
        publishNext();
    }
}
