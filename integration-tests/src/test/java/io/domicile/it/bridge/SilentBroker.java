package io.domicile.it.bridge;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * An MQTT 5 broker that takes one client in without a session and answers its SUBSCRIBE only when told to. It knows
 * nothing else.
 */
final class SilentBroker implements AutoCloseable {

    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;
    private static final byte[] CONNACK_WITHOUT_SESSION = {0x20, 3, 0, 0, 0};
    private static final byte GRANTED_QOS_1 = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServerSocket listener;
    private Socket client = new Socket();
    private byte[] subscribe = {};

    private SilentBroker(ServerSocket listener) {
        this.listener = listener;
    }

    static SilentBroker listen(int port) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.setSoTimeout((int) PATIENCE.toMillis());
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return new SilentBroker(listener);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** Takes the client in and returns when it wants to subscribe. */
    void awaitSubscribe() {
        try {
            client = listener.accept();
            client.setSoTimeout((int) PATIENCE.toMillis());
            DataInputStream in = new DataInputStream(client.getInputStream());
            read(in, CONNECT);
            write(CONNACK_WITHOUT_SESSION);
            subscribe = read(in, SUBSCRIBE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Grants the one subscription with quality of service 1. */
    void grant() {
        write(new byte[] {(byte) 0x90, 4, subscribe[0], subscribe[1], 0, GRANTED_QOS_1});
    }

    @Override
    public void close() {
        try (listener) {
            client.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(byte[] packet) {
        try {
            OutputStream out = client.getOutputStream();
            out.write(packet);
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What stands in a packet after its fixed header. */
    private static byte[] read(DataInputStream in, int type) throws IOException {
        int found = in.readUnsignedByte() >> 4;
        if (found != type) {
            throw new AssertionError("expected an MQTT packet of type " + type + " but came " + found);
        }
        int length = 0;
        int shift = 0;
        int part;
        do {
            part = in.readUnsignedByte();
            length |= (part & 0x7f) << shift;
            shift += 7;
        } while ((part & 0x80) != 0);
        byte[] packet = new byte[length];
        in.readFully(packet);
        return packet;
    }
}
