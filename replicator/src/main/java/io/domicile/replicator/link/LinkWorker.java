package io.domicile.replicator.link;

import io.domicile.kit.log.LogKeys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a link. It keeps a session going and begins another, from the ledger, when one has failed; it never
 * gives up by itself.
 */
public final class LinkWorker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkWorker.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final int MAX_DOUBLINGS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LinkStatus NOT_CONNECTED = new LinkStatus(List.of("link not connected"), 0);

    private static final LinkStatus UNAUTHORIZED = new LinkStatus(List.of("link not connected: unauthorized"), 0);

    private final LinkParts parts;
    private final Thread thread;
    private final Proofs proofs = new Proofs();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile LinkStatus status = NOT_CONNECTED;
    private int failures;

    public LinkWorker(LinkParts parts) {
        this.parts = parts;
        Link link = parts.link();
        this.thread = new Thread(this::run, "link-" + link.source() + "-" + link.target());
    }

    public void start() {
        thread.start();
    }

    public LinkStatus status() {
        return status;
    }

    /** Whether the thread runs; false before the start and after the end. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(PATIENCE.toMillis());
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private void run() {
        try {
            while (isOpen()) {
                runSession();
            }
        } catch (InterruptedException | InterruptException interrupted) {
            LOG.atInfo().addKeyValue(LogKeys.LINK, parts.link().label()).log("link interrupted");
        }
        status = NOT_CONNECTED;
    }

    private void runSession() throws InterruptedException {
        try (LinkSession session = new LinkSession(parts, proofs)) {
            while (isOpen()) {
                session.step();
                status = session.status();
                if (status.problems().isEmpty()) {
                    failures = 0;
                }
            }
        } catch (InterruptException interrupted) {
            throw interrupted;
        } catch (RuntimeException failed) {
            status = isUnauthorized(failed) ? UNAUTHORIZED : NOT_CONNECTED;
            long delay = FIRST_BACKOFF.toMillis() << Math.min(failures++, MAX_DOUBLINGS);
            LOG.atError()
                    .addKeyValue(LogKeys.LINK, parts.link().label())
                    .addKeyValue(LogKeys.ATTEMPT, failures)
                    .addKeyValue(LogKeys.DELAY_MS, delay)
                    .setCause(failed)
                    .log("link session failed and begins anew");
            if (closing.await(delay, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean isUnauthorized(RuntimeException failed) {
        return failed instanceof AuthenticationException || failed instanceof AuthorizationException;
    }
}
