package io.domicile.benchmarks.bridge.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The way to the MQTT broker that can be closed. Closing it ends the connections that lead through it and refuses new
 * ones; what connects through it stays up and comes back by itself when it is open again. So a backlog grows in the
 * broker for a process that is warm.
 *
 * <p>It copies bytes, two threads for each connection. One thread opens and closes.
 */
public final class Gate implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InetSocketAddress broker;
    private final int port;
    private final AtomicLong copied = new AtomicLong();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocketChannel door;

    /** An open gate on a port of its own. */
    public Gate(String brokerHost, int brokerPort) {
        this.broker = new InetSocketAddress(brokerHost, brokerPort);
        try {
            ServerSocketChannel first = listen(0);
            this.port = ((InetSocketAddress) first.getLocalAddress()).getPort();
            begin(first);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** Waits until nothing has come through for half a second, acknowledgements included, then closes. */
    public void shutWhenQuiet() {
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await("the connection to be quiet")
                .pollInSameThread()
                .pollInterval(QUIET)
                .atMost(PATIENCE)
                .until(() -> before.getAndSet(copied.get()) == copied.get());
        shut();
    }

    /** Lets connections through again. */
    public void open() {
        if (door != null) {
            throw new IllegalStateException("the gate is open already");
        }
        try {
            begin(listen(port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        shut();
    }

    private void shut() {
        ServerSocketChannel closing = door;
        door = null;
        if (closing != null) {
            closeQuietly(closing);
        }
        connections.forEach(Gate::closeQuietly);
        connections.clear();
    }

    private static ServerSocketChannel listen(int port) throws IOException {
        return ServerSocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                .bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
    }

    private void begin(ServerSocketChannel opened) {
        door = opened;
        run("gate-accept", () -> accept(opened));
    }

    private void accept(ServerSocketChannel opened) {
        try {
            while (true) {
                connect(opened.accept());
            }
        } catch (IOException closed) {
            closeQuietly(opened);
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open(broker);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connections.add(client);
        connections.add(server);
        run("gate-to-broker", () -> copy(client, server));
        run("gate-from-broker", () -> copy(server, client));
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                copied.addAndGet(buffer.remaining());
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException ended) {
            // Either side has gone; the other follows
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            connections.remove(from);
            connections.remove(to);
        }
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception alreadyBroken) {
            // Nothing is left to be closed
        }
    }
}
