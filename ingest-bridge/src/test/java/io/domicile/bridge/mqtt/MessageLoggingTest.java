package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessageLoggingTest {

    @Test
    void shouldTakeTheLoggingThatDomicileComesWith() {
        assertThatCode(MessageLogging::requireOff).doesNotThrowAnyException();
    }

    @Test
    void shouldNameClassesOfTheMqttClientThatLog() throws ClassNotFoundException {
        for (String logger : MessageLogging.LOGGERS) {
            Class<?> logging = Class.forName(logger, false, MessageLogging.class.getClassLoader());

            assertThat(Arrays.stream(logging.getDeclaredFields())
                            .map(field -> field.getType().getSimpleName()))
                    .contains("InternalLogger");
        }
    }
}
