package io.domicile.cli.record;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegistryOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile record tail}. */
@Command(
        name = "tail",
        description = "Prints the committed records of a topic, one line of JSON each.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "A line holds topic, partition, offset, timestamp, key, headers, bytes and value. The value",
            "is null for a tombstone (bytes is null too) and where it is not framed Avro or JSON.",
            "Runs until interrupted, unless --count or --until-end is given.",
            "",
            "Example:",
            "  domicile record tail --topic home.telemetry --from-beginning --count 1 \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class RecordTailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    @Option(names = "--topic", required = true, paramLabel = "<topic>", description = "Topic to read.")
    @SuppressWarnings("NullAway.Init")
    private String topic;

    @Option(names = "--from-beginning", description = "Begins with the oldest record instead of the next one.")
    private boolean fromBeginning;

    @Option(
            names = "--count",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            paramLabel = "<n>",
            description = "Ends after so many records.")
    private long count;

    @Option(names = "--until-end", description = "Ends with the newest record there is now.")
    private boolean untilEnd;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (count < 1) {
            throw new UsageException("--count: " + count + " is less than 1");
        }
        RecordText text = new RecordText(registry.connectIfGiven());
        PrintWriter out = spec.commandLine().getOut();
        try (Consumer<byte[], byte[]> consumer = kafka.connect().consumer()) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new UsageException("--topic: there is no topic '" + topic + "'");
            }
            List<TopicPartition> partitions = found.stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            seek(consumer, partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long printed = 0;
            while (printed < count && !(untilEnd && isAtEnd(consumer, ends))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (printed < count && !(untilEnd && isBehind(record, ends))) {
                        out.println(text.of(record));
                        printed++;
                    }
                }
                out.flush();
            }
        }
        return ExitStatus.SUCCESS;
    }

    private void seek(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Fixes the positions now: what is written from here on is printed
        partitions.forEach(consumer::position);
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static boolean isBehind(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> ends) {
        return record.offset() >= ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
}
