package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no connection, as a code: a reason of the MQTT protocol where the broker gave one, else one of ours. It
 * never holds text that the broker wrote.
 */
final class FailureReason {

    static final String OTHER = "FAILED";
    static final String TIMEOUT = "TIMEOUT";

    private static final int DEEPEST = 20;

    private FailureReason() {}

    static String of(@Nullable Throwable failure) {
        return first(failure, FailureReason::protocol)
                .or(() -> first(failure, FailureReason::certificate))
                .or(() -> first(failure, FailureReason::transport))
                .orElse(OTHER);
    }

    private static Optional<String> first(@Nullable Throwable failure, Function<Throwable, Optional<String>> code) {
        return Stream.iterate(Optional.ofNullable(failure), cause -> cause.map(Throwable::getCause))
                .limit(DEEPEST)
                .flatMap(Optional::stream)
                .map(code)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> protocol(Throwable cause) {
        if (cause instanceof Mqtt5ConnAckException refused) {
            return Optional.of(refused.getMqttMessage().getReasonCode().name());
        }
        if (cause instanceof Mqtt3ConnAckException refused) {
            return Optional.of(refused.getMqttMessage().getReturnCode().name());
        }
        if (cause instanceof Mqtt5DisconnectException ended) {
            return Optional.of(ended.getMqttMessage().getReasonCode().name());
        }
        return Optional.empty();
    }

    /** The JDK reports a name that does not fit as a plain certificate exception, and a broken chain as a special one. */
    private static Optional<String> certificate(Throwable cause) {
        if (cause instanceof CertificateException) {
            return Optional.of(
                    cause.getClass() == CertificateException.class
                            ? "TLS_HOST_NAME_MISMATCH"
                            : "TLS_CERTIFICATE_NOT_TRUSTED");
        }
        return Optional.empty();
    }

    private static Optional<String> transport(Throwable cause) {
        if (cause instanceof SSLException) {
            return Optional.of("TLS_FAILED");
        }
        if (cause instanceof UnknownHostException) {
            return Optional.of("UNKNOWN_HOST");
        }
        if (cause instanceof ConnectException) {
            return Optional.of("UNREACHABLE");
        }
        if (cause instanceof TimeoutException) {
            return Optional.of(TIMEOUT);
        }
        return cause instanceof ConnectionClosedException ? Optional.of("CONNECTION_CLOSED") : Optional.empty();
    }
}
