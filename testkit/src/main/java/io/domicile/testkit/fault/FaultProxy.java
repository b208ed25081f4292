package io.domicile.testkit.fault;

import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.netcrusher.core.reactor.NioReactor;
import org.netcrusher.tcp.TcpCrusher;
import org.netcrusher.tcp.TcpCrusherBuilder;

/**
 * A TCP proxy on the loopback address that breaks connections as a network does.
 *
 * <ol>
 *   <li>{@link #freeze()}: nothing arrives any more, in either direction, and nobody is told; {@link #unfreeze()}
 *       delivers what was held.
 *   <li>{@link #resetAll()}: every connection ends with a reset; new ones are accepted.
 *   <li>{@link #refuse()}: every connection ends and new ones are refused; {@link #open()} accepts them again.
 * </ol>
 *
 * One thread at a time.
 */
public final class FaultProxy implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final int port;
    private final NioReactor reactor;
    private final TcpCrusher crusher;

    private FaultProxy(int port, NioReactor reactor, TcpCrusher crusher) {
        this.port = port;
        this.reactor = reactor;
        this.crusher = crusher;
    }

    /** A proxy on any free port. */
    public static FaultProxy to(int targetPort) {
        return start(FreePorts.one(), targetPort);
    }

    /** A proxy that accepts connections on a port and passes them on to another; the target need not listen yet. */
    public static FaultProxy start(int port, int targetPort) {
        try {
            NioReactor reactor = new NioReactor();
            TcpCrusher crusher = TcpCrusherBuilder.builder()
                    .withReactor(reactor)
                    .withBindAddress(HOST, port)
                    .withConnectAddress(HOST, targetPort)
                    .buildAndOpen();
            return new FaultProxy(port, reactor, crusher);
        } catch (IOException unopened) {
            throw new UncheckedIOException(unopened);
        }
    }

    public int port() {
        return port;
    }

    public void freeze() {
        if (!crusher.isFrozen()) {
            crusher.freeze();
        }
    }

    public void unfreeze() {
        if (crusher.isFrozen()) {
            crusher.unfreeze();
        }
    }

    public void resetAll() {
        crusher.closeAllPairs();
    }

    public void refuse() {
        if (crusher.isOpen()) {
            crusher.close();
        }
    }

    public void open() {
        if (!crusher.isOpen()) {
            crusher.open();
        }
    }

    @Override
    public void close() {
        refuse();
        reactor.close();
    }
}
