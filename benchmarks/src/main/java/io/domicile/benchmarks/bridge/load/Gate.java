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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/**
 * The way to the MQTT broker that can be shut. While it is shut, connections stay up, and what the broker sends waits in
 * the broker: so a backlog grows there for a process that is connected and warm. What is sent to the broker goes through.
 *
 * <p>It copies bytes, two threads for each connection. One thread shuts and opens.
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
    private final ServerSocketChannel door;
    private volatile CountDownLatch opening = new CountDownLatch(0);

    /** An open gate on a port of its own. */
    public Gate(String brokerHost, int brokerPort) {
        this.broker = new InetSocketAddress(brokerHost, brokerPort);
        try {
            this.door = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName(HOST), 0));
            this.port = ((InetSocketAddress) door.getLocalAddress()).getPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        run("gate-accept", this::accept);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** Waits until nothing has come through for half a second, acknowledgements included, then shuts. */
    public void shutWhenQuiet() {
        AtomicLong before = new AtomicLong(-1);
        Awaitility.await("the connection to be quiet")
                .pollInSameThread()
                .pollInterval(QUIET)
                .atMost(PATIENCE)
                .until(() -> before.getAndSet(copied.get()) == copied.get());
        opening = new CountDownLatch(1);
    }

    /** Lets through what waits, and what comes. */
    public void open() {
        opening.countDown();
    }

    @Override
    public void close() {
        open();
        closeQuietly(door);
        connections.forEach(Gate::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                connect(door.accept());
            }
        } catch (IOException closed) {
            closeQuietly(door);
        }
    }

    private void connect(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open(broker);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        server.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connections.add(client);
        connections.add(server);
        run("gate-to-broker", () -> copy(client, server, () -> {}));
        run("gate-from-broker", () -> copy(server, client, this::awaitOpen));
    }

    private void copy(SocketChannel from, SocketChannel to, Runnable barrier) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                barrier.run();
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

    private void awaitOpen() {
        try {
            opening.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
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
