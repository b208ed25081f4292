package io.domicile.bridge.mqtt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Futures of an MQTT client's answers. */
final class Answers {

    private Answers() {}

    /** The answer in other words. Cancelling it cancels its source. */
    static <A, B> CompletableFuture<B> map(CompletableFuture<A> source, Function<? super A, ? extends B> words) {
        return map(source, words, failure -> {
            throw new CompletionException(failure);
        });
    }

    /** As {@link #map(CompletableFuture, Function)}, where some failures are answers, too. */
    static <A, B> CompletableFuture<B> map(
            CompletableFuture<A> source,
            Function<? super A, ? extends B> words,
            Function<Throwable, ? extends B> failures) {
        CompletableFuture<B> answer =
                source.handle((value, failure) -> failure == null ? words.apply(value) : failures.apply(failure));
        var unused = answer.whenComplete((value, failure) -> source.cancel(true));
        return answer;
    }
}
