package io.domicile.benchmarks.replicator.variant;

import io.domicile.benchmarks.harness.report.Role;
import io.domicile.benchmarks.replicator.translation.BehindGroups;

/** The configuration file of each of the four peers. */
final class MirrorMakerSettings {

    /** More tasks do not make it faster here, and take more memory. */
    private static final int MOST_TASKS = 2;

    private static final String COMMON = """
            clusters = %1$s, %2$s
            %1$s.bootstrap.servers = %3$s
            %2$s.bootstrap.servers = %4$s
            %1$s->%2$s.enabled = true
            %1$s->%2$s.topics = %5$s
            %1$s->%2$s.groups = %6$s.*
            %2$s->%1$s.enabled = false
            tasks.max = %7$d
            replication.factor = 1
            checkpoints.topic.replication.factor = 1
            heartbeats.topic.replication.factor = 1
            offset-syncs.topic.replication.factor = 1
            offset.storage.replication.factor = 1
            status.storage.replication.factor = 1
            config.storage.replication.factor = 1
            emit.checkpoints.interval.seconds = 5
            sync.group.offsets.enabled = true
            sync.group.offsets.interval.seconds = 5
            refresh.topics.interval.seconds = 5
            refresh.groups.interval.seconds = 5
            """;

    private static final String TUNED = """
            %2$s.producer.batch.size = 262144
            %2$s.producer.linger.ms = 5
            %2$s.producer.buffer.memory = 67108864
            %1$s.consumer.max.poll.records = 2000
            """;

    private static final String EXACTLY_ONCE = """
            %1$s.exactly.once.source.support = enabled
            %2$s.exactly.once.source.support = enabled
            %1$s.consumer.isolation.level = read_committed
            dedicated.mode.enable.internal.rest = true
            listeners = http://127.0.0.1:%3$d
            """;

    private static final String EXACTLY_ONCE_TUNED = """
            %1$s->%2$s.transaction.boundary = interval
            %1$s->%2$s.transaction.boundary.interval.ms = 100
            """;

    private MirrorMakerSettings() {}

    /**
     * @param topic at the source
     * @param source alias
     * @param target alias
     * @param port free, for its internal REST interface
     */
    static String of(
            Role role,
            String topic,
            String source,
            String target,
            String sourceBrokers,
            String targetBrokers,
            int partitions,
            int port) {
        String common = COMMON.formatted(
                source,
                target,
                sourceBrokers,
                targetBrokers,
                topic.replace(".", "\\\\."),
                BehindGroups.PREFIX,
                Math.min(MOST_TASKS, partitions));
        String tuned = TUNED.formatted(source, target);
        String exactlyOnce = EXACTLY_ONCE.formatted(source, target, port);
        return switch (role) {
            case PEER -> common;
            case PEER_TUNED -> common + tuned;
            case PEER_EXACTLY_ONCE -> common + exactlyOnce;
            case PEER_EXACTLY_ONCE_TUNED -> common + tuned + exactlyOnce + EXACTLY_ONCE_TUNED.formatted(source, target);
            case LIMIT, OURS -> throw new IllegalArgumentException(role + " is not MirrorMaker 2");
        };
    }
}
