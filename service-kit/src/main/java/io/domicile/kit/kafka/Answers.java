package io.domicile.kit.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waits for answers of Kafka's clients, and fails with Kafka's own unchecked exceptions. */
public final class Answers {

    private Answers() {}

    /**
     * Waits until the client gives up by its own time-out.
     *
     * @throws KafkaException the answer's failure
     */
    public static <T> T await(Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw failure(failed);
        }
    }

    /**
     * @param atMost none if negative
     * @throws KafkaException the answer's failure, a time-out, or an interruption
     */
    public static <T> T await(Future<T> answer, Duration atMost) {
        try {
            return answer.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new TimeoutException("no answer within " + Math.max(0, atMost.toMillis()) + " ms", late);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static KafkaException failure(ExecutionException failed) {
        return failed.getCause() instanceof KafkaException kafka
                ? kafka
                : new KafkaException("a request failed", failed.getCause());
    }
}
