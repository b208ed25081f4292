package io.domicile.bridge.replay;

import io.domicile.bridge.forward.Dispositions;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.kit.kafka.KafkaNames;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.setaside.Mark;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.kit.setaside.SetAsideWriter;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Handles the messages of dead letters again, under the policy of the moment, exactly once: the record that a message
 * becomes and the mark that it was replayed are one transaction. A dead letter that would be one again stays as it is.
 *
 * <p>All replays of a region share a transactional id. The one that begins last ends those before it.
 */
public final class DeadLetterReplay {

    private final ToolClients clients;
    private final String transactionalId;
    private final PolicyGate gate;
    private final Dispositions dispositions;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience how long a closed gate is waited for */
    public DeadLetterReplay(
            RegionId region,
            ToolClients clients,
            PolicyGate gate,
            Dispositions dispositions,
            InstantSource clock,
            Duration patience) {
        this.clients = clients;
        this.transactionalId = KafkaNames.deadLetterReplayTransactions(region);
        this.gate = gate;
        this.dispositions = dispositions;
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * Replays what is selected and on the topic now. Reports each dead letter at once, after its transaction.
     *
     * @param readAs how payloads are read; empty for as their publishers declared
     * @throws PolicyGateClosedException if the gate is closed, or closes on the way
     * @throws io.domicile.kit.setaside.SetAsideException if Kafka fails, or another replay began
     * @throws io.domicile.schemas.registry.SchemaRegistryException if the registry fails
     */
    public void run(ReplaySelection selection, Optional<PayloadKind> readAs, Consumer<ReplayResult> report)
            throws InterruptedException {
        awaitGate();
        try (SetAsideTopic topic = new SetAsideTopic(Topics.DEAD_LETTER, clients)) {
            // A missing topic is told of before anybody is fenced
            topic.committed();
            try (SetAsideWriter writer = SetAsideWriter.begin(Topics.DEAD_LETTER, clients, transactionalId)) {
                // Marks are read after the beginning: nobody else can write one now
                pass(topic, readAs, writer::write).run(topic.written(), selection, report);
                writer.awaitVisible(topic);
            }
        }
    }

    /** Reports what {@link #run} would do now, writes nothing and fences nobody. */
    public void rehearse(ReplaySelection selection, Optional<PayloadKind> readAs, Consumer<ReplayResult> report)
            throws InterruptedException {
        awaitGate();
        try (SetAsideTopic topic = new SetAsideTopic(Topics.DEAD_LETTER, clients)) {
            pass(topic, readAs, (record, mark) -> {}).run(topic.committed(), selection, report);
        }
    }

    private ReplayPass pass(
            SetAsideTopic topic,
            Optional<PayloadKind> readAs,
            BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer) {
        return new ReplayPass(topic, gate, dispositions, readAs, writer, clock);
    }

    private void awaitGate() throws InterruptedException {
        if (gate.awaitView(patience).isEmpty()) {
            throw new PolicyGateClosedException(gate.status());
        }
    }
}
