package io.domicile.bridge.replay;

import io.domicile.bridge.forward.Disposition;
import io.domicile.bridge.forward.Dispositions;
import io.domicile.bridge.forward.Reception;
import io.domicile.bridge.ledger.Outcome;
import io.domicile.bridge.payload.PayloadKind;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.setaside.Mark;
import io.domicile.kit.setaside.SetAsideMarks;
import io.domicile.kit.setaside.SetAsidePosition;
import io.domicile.kit.setaside.SetAsideRange;
import io.domicile.kit.setaside.SetAsideRejectedException;
import io.domicile.kit.setaside.SetAsideTopic;
import io.domicile.residency.policy.PolicyView;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One pass over the dead letters, each decided under the policy of its moment and written before the next is looked at. */
final class ReplayPass {

    private final SetAsideTopic topic;
    private final PolicyGate gate;
    private final Dispositions dispositions;
    private final Optional<PayloadKind> readAs;
    private final BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer;
    private final InstantSource clock;

    /** @param writer writes both or, where it throws, neither */
    ReplayPass(
            SetAsideTopic topic,
            PolicyGate gate,
            Dispositions dispositions,
            Optional<PayloadKind> readAs,
            BiConsumer<ProducerRecord<byte[], byte[]>, Mark> writer,
            InstantSource clock) {
        this.topic = topic;
        this.gate = gate;
        this.dispositions = dispositions;
        this.readAs = readAs;
        this.writer = writer;
        this.clock = clock;
    }

    void run(SetAsideRange range, ReplaySelection selection, Consumer<ReplayResult> report) {
        if (selection instanceof ReplaySelection.At at) {
            SortedSet<SetAsidePosition> missing = new TreeSet<>(at.positions());
            each(range.from(missing), selection, result -> {
                missing.remove(result.position());
                report.accept(result);
            });
            missing.forEach(position -> report.accept(ReplayResult.of(position, ReplayState.NOT_FOUND)));
        } else {
            each(range, selection, report);
        }
    }

    private void each(SetAsideRange range, ReplaySelection selection, Consumer<ReplayResult> report) {
        SetAsideMarks marks = topic.marks(range);
        topic.records(range, record -> {
            DeadLetter letter = DeadLetter.of(record, marks);
            if (selection.takes(letter)) {
                report.accept(replay(record, letter));
            }
            return true;
        });
    }

    private ReplayResult replay(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
        SetAsidePosition position = letter.position();
        return switch (letter.state()) {
            case REPLAYED -> ReplayResult.of(position, ReplayState.ALREADY_REPLAYED);
            case REFERENCE_ONLY -> ReplayResult.of(position, ReplayState.PAYLOAD_OMITTED);
            case WAITING ->
                RecordedMessage.read(record, letter.receivedAt(), dispositions.identityProperty())
                        .map(first -> replay(letter, first))
                        .orElseGet(() -> ReplayResult.of(position, ReplayState.UNREADABLE));
        };
    }

    private ReplayResult replay(DeadLetter letter, Reception first) {
        Reception reception = readAs.map(first::readAs).orElse(first);
        Disposition disposition = dispositions.decide(reception, view());
        ReplayResult result = result(letter.position(), disposition);
        if (!result.state().isDone()) {
            return result;
        }
        try {
            writer.accept(disposition.record(), new Mark(letter.position(), Mark.REPLAYED, clock.instant()));
            return result;
        } catch (SetAsideRejectedException rejected) {
            return ReplayResult.of(letter.position(), ReplayState.REJECTED);
        }
    }

    private PolicyView view() {
        return gate.view().orElseThrow(() -> new PolicyGateClosedException(gate.status()));
    }

    private static ReplayResult result(SetAsidePosition position, Disposition disposition) {
        if (disposition instanceof Disposition.Ingress) {
            return new ReplayResult(
                    position, ReplayState.STORED, disposition.record().topic());
        }
        if (disposition instanceof Disposition.Refused refused) {
            return new ReplayResult(
                    position, ReplayState.REFUSED, refused.refusal().reason().code());
        }
        Disposition.SetAside setAside = (Disposition.SetAside) disposition;
        boolean isQuarantined = setAside.ending().outcome() == Outcome.QUARANTINED;
        return new ReplayResult(
                position,
                isQuarantined ? ReplayState.QUARANTINED : ReplayState.REMAINS,
                setAside.ending().reason());
    }
}
