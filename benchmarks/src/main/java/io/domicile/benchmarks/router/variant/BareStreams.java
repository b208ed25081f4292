package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.child.Conversation;
import io.domicile.kit.config.Problems;
import io.domicile.router.streams.StreamsSettings;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** A process with a Kafka Streams application that appends headers, with the settings that the router has. */
final class BareStreams {

    private BareStreams() {}

    /** @param arguments as {@link Copying} has them */
    public static void main(String[] arguments) throws IOException {
        Copying copying = Copying.of(arguments);
        Topology topology = new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        "in",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        copying.input())
                .addProcessor("append", Appending::new, "in")
                .addSink("out", copying.output(), new ByteArraySerializer(), new ByteArraySerializer(), "append");
        Problems problems = new Problems("the settings of bare Kafka Streams");
        Properties settings = new Properties();
        settings.putAll(StreamsSettings.of(copying.group(), 1, copying.streamsSettings(), problems));
        problems.throwIfAny();
        try (KafkaStreams streams = new KafkaStreams(topology, settings)) {
            streams.setUncaughtExceptionHandler(failed -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
            streams.start();
            Conversation.hold("started", question -> streams.state().toString());
        }
    }

    private static final class Appending extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

        private final List<Header> tag = Copying.tag();

        @Override
        public void process(Record<byte[], byte[]> record) {
            for (Header header : tag) {
                record.headers().add(header);
            }
            context().forward(record);
        }
    }
}
