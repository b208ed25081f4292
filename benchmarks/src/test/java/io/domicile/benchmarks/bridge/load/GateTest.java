package io.domicile.benchmarks.bridge.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class GateTest {

    @Test
    void shouldHoldBackWhatTheBrokerSendsWhileItIsShutAndLetItThroughThen() throws IOException {
        // given
        try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Gate gate = new Gate("127.0.0.1", broker.getLocalPort());
                Socket client = new Socket(gate.host(), gate.port());
                Socket server = broker.accept()) {
            client.getOutputStream().write(1);
            assertThat(server.getInputStream().read()).isEqualTo(1);

            // when
            gate.shutWhenQuiet();
            server.getOutputStream().write(2);
            client.getOutputStream().write(3);

            // then
            assertThat(server.getInputStream().read()).isEqualTo(3);
            client.setSoTimeout(300);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            gate.open();
            client.setSoTimeout(30_000);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }
}
