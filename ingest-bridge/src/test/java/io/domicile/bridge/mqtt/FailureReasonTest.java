package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void shouldTellATransportsFailureHoweverDeepItLies() {
        assertThat(wrapped(new ConnectException("secret"))).isEqualTo("UNREACHABLE");
        assertThat(wrapped(new UnknownHostException("secret"))).isEqualTo("UNKNOWN_HOST");
        assertThat(wrapped(new TimeoutException("secret"))).isEqualTo("TIMEOUT");
        assertThat(wrapped(new SSLHandshakeException("secret"))).isEqualTo("TLS_FAILED");
    }

    @Test
    void shouldTellANameThatDoesNotFitFromACertificateThatIsNotTrusted() {
        assertThat(wrapped(handshake(new CertificateException("No name matching secret found"))))
                .isEqualTo("TLS_HOST_NAME_MISMATCH");
        assertThat(wrapped(handshake(new CertificateExpiredException("secret"))))
                .isEqualTo("TLS_CERTIFICATE_NOT_TRUSTED");
    }

    @Test
    void shouldSayNothingOfWhatItDoesNotKnow() {
        assertThat(FailureReason.of(null)).isEqualTo("FAILED");
        assertThat(wrapped(new CertPathValidatorException("secret"))).isEqualTo("FAILED");
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        SSLHandshakeException failed = new SSLHandshakeException("failed");
        failed.initCause(cause);
        return failed;
    }

    private static String wrapped(Throwable cause) {
        return FailureReason.of(new ConnectionFailedException(new IllegalStateException("secret", cause)));
    }
}
