package io.domicile.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.status.Status;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

class LoggingTest {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    }

    @Test
    void shouldConfigureWithoutAWarning() {
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients.producer.ProducerConfig",
                "io.netty",
                "io.javalin.Javalin",
                "org.eclipse.jetty.server.Server",
                "com.hivemq.client",
                "io.smallrye.config"
            })
    void shouldShowOfThirdPartiesOnlyWarnings(String logger) {
        assertThat(context.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    @Test
    void shouldShowNothingOfWhatTheMqttClientSaysOfReceivedMessages() {
        assertThat(context.getLogger("com.hivemq.client.internal.mqtt.handler.publish.incoming.MqttIncomingQosHandler")
                        .getEffectiveLevel())
                .isEqualTo(Level.OFF);
    }

    @Test
    void shouldShowWhatDomicileIsInformedOf() {
        assertThat(context.getLogger("io.domicile.kit").getEffectiveLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void shouldWriteMessageAndKeyValuesOnOneLine() {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerContext(context);
        event.setLoggerName("io.domicile.kit.Example");
        event.setLevel(Level.INFO);
        event.setThreadName("main");
        event.setMessage("service started");
        event.setTimeStamp(0);
        event.addKeyValuePair(new KeyValuePair(LogKeys.REGION, "eu-west"));
        event.addKeyValuePair(new KeyValuePair(LogKeys.COUNT, 3));

        String line = encode(event);

        assertThat(line)
                .isEqualTo("1970-01-01T00:00:00.000Z INFO  [main] Example - service started region=\"eu-west\""
                        + " count=\"3\"" + System.lineSeparator());
    }

    @Test
    void shouldHaveNoKeyTwice() {
        List<String> keys =
                Arrays.stream(LogKeys.class.getFields()).map(LoggingTest::value).toList();

        assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z][A-Za-z]*"));
    }

    private String encode(LoggingEvent event) {
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
