package io.domicile.router.transaction;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for answers of Kafka clients, and fails as Kafka does. */
final class Answers {

    private Answers() {}

    /** @throws KafkaException the answer's failure, a time-out, or an interruption */
    static <T> T await(Future<T> answer, Duration atMost) {
        try {
            return answer.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException("a request failed", failed.getCause());
        } catch (java.util.concurrent.TimeoutException late) {
            throw new TimeoutException("no answer in time", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
