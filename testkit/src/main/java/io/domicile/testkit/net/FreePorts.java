package io.domicile.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of the loopback address on which nothing listens.
 *
 * <p>They lie below the range from which the system takes the local ports of outgoing connections, so that a server
 * which is stopped finds its port free when it starts again. Each JVM takes them from a slice of that range that no other
 * JVM of this machine uses, so that tests that run beside each other do not take a stopped server's port.
 *
 * <p>A port is not handed out again before all others of the slice were: whoever has one may listen on it later, or stop
 * and listen again, and finds it free. Any thread.
 */
public final class FreePorts {

    private static final int LOWEST = 20_000;
    private static final int SLICE = 1_000;
    private static final int SLICES = 12;
    private static final int FIRST = LOWEST + SLICE * PortSlice.claim(SLICES);
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(SLICE));

    private FreePorts() {}

    public static int one() {
        return several(1).get(0);
    }

    /** Ports that differ from each other. */
    public static List<Integer> several(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            int candidate = FIRST + Math.floorMod(NEXT.getAndIncrement(), SLICE);
            if (isFree(candidate)) {
                ports.add(candidate);
            }
        }
        return new ArrayList<>(ports);
    }

    /** Whether nothing listens on this port of the loopback address. */
    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
