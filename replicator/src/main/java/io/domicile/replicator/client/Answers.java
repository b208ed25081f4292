package io.domicile.replicator.client;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** Waiting for answers of Kafka clients, with Kafka's own unchecked exceptions. */
public final class Answers {

    private Answers() {}

    /** @throws KafkaException the answer's failure, a time-out, or an interruption */
    public static <T> T await(Future<T> answer, Duration atMost) {
        try {
            return answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            throw cause instanceof KafkaException kafka ? kafka : new KafkaException("a request failed", cause);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new TimeoutException("no answer within " + atMost.toMillis() + " ms");
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
