package io.domicile.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.testkit.net.FreePorts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {

    private EchoServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
        assertThat(FreePorts.isFree(proxy.port())).isTrue();
    }

    @Test
    void shouldHoldBytesWhileFrozenAndDeliverThemAfterwards() throws IOException {
        try (Socket client = connect()) {
            // given
            assertThat(echo(client, 1)).isEqualTo(1);
            proxy.freeze();
            client.getOutputStream().write(2);
            client.setSoTimeout(300);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            // when
            proxy.unfreeze();

            // then
            client.setSoTimeout(30_000);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void shouldEndConnectionsByResetAndAcceptNewOnes() throws IOException {
        try (Socket client = connect()) {
            // given
            assertThat(echo(client, 1)).isEqualTo(1);

            // when
            proxy.resetAll();

            // then
            assertThatThrownBy(() -> echo(client, 2)).isInstanceOf(IOException.class);
            try (Socket next = connect()) {
                assertThat(echo(next, 3)).isEqualTo(3);
            }
        }
    }

    @Test
    void shouldRefuseConnectionsUntilItIsOpenedAgain() throws IOException {
        // given
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        // when
        proxy.open();

        // then
        try (Socket client = connect()) {
            assertThat(echo(client, 4)).isEqualTo(4);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static int echo(Socket socket, int octet) throws IOException {
        socket.getOutputStream().write(octet);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new IOException("the connection has ended");
        }
        return answer;
    }
}
