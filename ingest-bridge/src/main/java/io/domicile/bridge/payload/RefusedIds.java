package io.domicile.bridge.payload;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.domicile.bridge.ledger.Ending;
import java.time.Duration;
import java.util.Optional;

/**
 * Schema ids that the registry has answered are no good, so that a flood of bad frames asks it once for each id and
 * not once for each frame. Remembered for {@link #LIFE}, because an unknown id may be registered any time; bounded.
 *
 * <p>Not a part of the registry's client: what a frame may wait for here, a link or a router may not. Safe for use by
 * several threads.
 */
final class RefusedIds {

    static final Duration LIFE = Duration.ofSeconds(30);
    static final int MAXIMUM = 10_000;

    private final Cache<Integer, Ending> endings;

    RefusedIds(Ticker ticker) {
        this.endings = Caffeine.newBuilder()
                .maximumSize(MAXIMUM)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** How a frame with this id ends; empty where the registry must be asked. */
    Optional<Ending> find(int id) {
        return Optional.ofNullable(endings.getIfPresent(id));
    }

    /** Remembers an answer of the registry; that it did not answer is never one. */
    void remember(int id, Ending ending) {
        endings.put(id, ending);
    }
}
