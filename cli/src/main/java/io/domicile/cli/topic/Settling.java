package io.domicile.cli.topic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Brokers may take a moment to know what was created. */
final class Settling {

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(200);

    private Settling() {}

    /** A question to the brokers. */
    interface Question<T> {

        T ask() throws InterruptedException;
    }

    /** The first answer that is settled, or the last one. */
    static <T> T settled(Question<T> question, Predicate<T> isUnsettled) throws InterruptedException {
        long end = System.nanoTime() + AT_MOST.toNanos();
        T answer = question.ask();
        while (isUnsettled.test(answer) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CHECKS.toMillis());
            answer = question.ask();
        }
        return answer;
    }
}
