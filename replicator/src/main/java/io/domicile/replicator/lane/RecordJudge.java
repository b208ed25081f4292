package io.domicile.replicator.lane;

import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.replicator.schema.SchemaRule;
import io.domicile.replicator.schema.Translation;
import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.replicator.state.HoldReason;
import io.domicile.residency.RecordKey;
import io.domicile.residency.link.LinkAnswer;
import io.domicile.residency.link.LinkAnswer.RefuseReason;
import io.domicile.residency.link.LinkAnswer.WaitReason;
import io.domicile.residency.link.LinkGuard;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.policy.PolicyView;
import io.domicile.residency.tag.TagReading;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What becomes of a record, asked at the moment it would be sent: the residency question first, then the schema, then
 * the size. Whatever none of them clearly lets through does not cross. Safe for use by several threads.
 */
public final class RecordJudge {

    private static final PolicyView NO_POLICY = organization -> {
        throw new IllegalStateException("the policy topic is not judged by a policy");
    };

    private final LinkGuard guard;
    private final PolicyGate gate;
    private final ValueTranslator translator;
    private final int maxBytes;
    private final Duration catchUpWait;

    /**
     * @param maxBytes the mirrors' {@code max.message.bytes}
     * @param catchUpWait how long a record of an unknown organization waits for the link's own policy
     */
    public RecordJudge(
            LinkGuard guard, PolicyGate gate, ValueTranslator translator, int maxBytes, Duration catchUpWait) {
        this.guard = guard;
        this.gate = gate;
        this.translator = translator;
        this.maxBytes = maxBytes;
        this.catchUpWait = catchUpWait;
    }

    /**
     * @param waitedNanos how long ago the record was fetched
     * @throws io.domicile.schemas.registry.SchemaRegistryException if a registry does not answer
     */
    Verdict judge(LinkTopic topic, ConsumerRecord<byte[], byte[]> record, long waitedNanos) {
        TagReading tag = RecordHeaders.readTag(record.headers());
        LinkAnswer answer;
        if (topic instanceof LinkTopic.Policy) {
            // Without policy no region could ever start, so it crosses while the gate is closed
            answer = guard.ask(topic, Optional.empty(), tag, NO_POLICY);
        } else {
            Optional<PolicyView> policies = gate.view();
            if (policies.isEmpty()) {
                return new Verdict.Hold(HoldReason.GATE_CLOSED);
            }
            answer = guard.ask(topic, RecordKey.parse(record.key()), tag, policies.get());
        }
        if (answer instanceof LinkAnswer.Copy) {
            return translate(SchemaRules.of(topic, tag, record.headers()), record);
        }
        if (answer instanceof LinkAnswer.Skip skip) {
            return new Verdict.Skip(skip.reason());
        }
        if (answer instanceof LinkAnswer.Wait wait) {
            return new Verdict.Hold(
                    wait.reason() == WaitReason.POLICY_BEHIND ? HoldReason.POLICY_BEHIND : HoldReason.POLICY_STALE);
        }
        return refuse(((LinkAnswer.Refuse) answer).reason(), waitedNanos);
    }

    private Verdict refuse(RefuseReason reason, long waitedNanos) {
        return reason == RefuseReason.UNKNOWN_ORGANIZATION && waitedNanos < catchUpWait.toNanos()
                ? new Verdict.Hold(HoldReason.POLICY_CATCH_UP)
                : new Verdict.Refuse(reason);
    }

    private Verdict translate(Optional<SchemaRule> rule, ConsumerRecord<byte[], byte[]> record) {
        if (rule.isEmpty()) {
            return new Verdict.Refuse(RefuseReason.UNDECLARED_SCHEMA);
        }
        Translation translation = translator.translate(rule.get(), record.value());
        if (translation instanceof Translation.Translated translated) {
            return RecordSize.upperBound(record, translated.value()) > maxBytes
                    ? new Verdict.Refuse(RefuseReason.TOO_LARGE)
                    : new Verdict.Send(translated.value(), translated.droppedFields());
        }
        return new Verdict.Refuse(((Translation.Refused) translation).reason());
    }
}
