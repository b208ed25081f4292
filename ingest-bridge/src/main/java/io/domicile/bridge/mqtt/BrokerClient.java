package io.domicile.bridge.mqtt;

import io.domicile.bridge.ledger.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An MQTT client object, good for one connection.
 *
 * <p>It registers the flow of messages with its listener when it is made, so before CONNECT, and acknowledges nothing by
 * itself while the flow lasts. No method blocks. A future that is cancelled gives up what it waits for; a future that
 * never completes would keep the client's thread alive.
 */
interface BrokerClient {

    /** Makes the clients of one plan's connections. */
    interface Factory {

        BrokerClient create(Listener listener);

        ConnectionPlan plan();

        /** How long to wait for each of the broker's answers. */
        Duration timeout();

        Duration keepAlive();
    }

    /** What a client tells, on its own thread. */
    interface Listener {

        /** Must not throw: the client would stop the flow and stay connected. */
        void received(Delivery delivery);

        /** As {@link #flowEnded}, for a reason. */
        void flowFailed(Throwable cause);

        /** Nothing more will be received, though the connection may still be up. */
        void flowEnded();

        /** The connection, or an attempt at it, has ended. */
        void disconnected(Throwable cause);
    }

    /** Connects, keeping the session that the broker may have. Answers whether it had one. */
    CompletableFuture<Boolean> connect();

    /**
     * Subscribes with quality of service 1 at most.
     *
     * @return names of the broker's answers that are not a grant of quality of service 1; empty where all is granted
     */
    CompletableFuture<List<String>> subscribe(List<String> filters);

    /** Ends subscriptions. Answers with the names of the broker's refusals. */
    CompletableFuture<List<String>> unsubscribe(List<String> filters);

    /** Publishes with quality of service 1. Answers whether the broker took it. */
    CompletableFuture<Boolean> publish(Publication publication);

    /** Ends the connection cleanly, keeping the session; what was acknowledged before goes out before. */
    CompletableFuture<?> disconnect();

    boolean isConnected();

    boolean isDisconnected();

    /** From now on the listener is told no message; only for a client that is disconnected. */
    void endFlow();
}
