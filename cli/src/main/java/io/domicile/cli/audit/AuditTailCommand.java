package io.domicile.cli.audit;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.cli.text.TimeOption;
import io.domicile.kit.topic.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile audit tail}. */
@Command(
        name = "tail",
        description = "Prints the region's audit entries, one line of JSON each.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Entries hold references and keyed digests only. Begins with the oldest, ends with the newest",
            "unless --follow is given.",
            "",
            "Example:",
            "  domicile audit tail --organization acme --audit-key-file audit.key --decision block \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class AuditTailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private final AuditFilterOptions filters = new AuditFilterOptions();

    @Option(
            names = "--since",
            converter = TimeOption.class,
            paramLabel = "<time>",
            description = "Begins with entries of this time, such as 2026-01-06T10:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--follow", description = "Goes on with new entries until interrupted.")
    private boolean follow;

    @Option(
            names = "--count",
            defaultValue = "9223372036854775807",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "<n>",
            description = "Ends after so many entries.")
    private long count;

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
        AuditText text = new AuditText(registry.connect(), filters.filter());
        PrintWriter out = spec.commandLine().getOut();
        try (Consumer<byte[], byte[]> consumer = kafka.connect().consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            seek(consumer, partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long printed = 0;
            while (printed < count && (follow || !isAtEnd(consumer, ends))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<String> line =
                            printed < count && (follow || isBefore(record, ends)) ? text.of(record) : Optional.empty();
                    line.ifPresent(out::println);
                    printed += line.isPresent() ? 1 : 0;
                }
                out.flush();
            }
        }
        return ExitStatus.SUCCESS;
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(Topics.AUDIT);
        if (found == null || found.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topic '" + Topics.AUDIT + "' does not exist");
        }
        return found.stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
    }

    private void seek(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        Instant begin = since;
        if (begin == null) {
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, begin.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found == null) {
                consumer.seekToEnd(List.of(partition));
            } else {
                consumer.seek(partition, found.offset());
            }
        });
    }

    private static boolean isAtEnd(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static boolean isBefore(ConsumerRecord<?, ?> record, Map<TopicPartition, Long> ends) {
        return record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }
}
