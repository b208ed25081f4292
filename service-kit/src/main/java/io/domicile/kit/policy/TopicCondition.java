package io.domicile.kit.policy;

import org.apache.kafka.common.Uuid;

/** How a policy topic is, apart from its records. */
sealed interface TopicCondition {

    /** It is there and compacted. The id is another one once the topic was deleted and created again. */
    record Sound(Uuid id) implements TopicCondition {}

    /** It must not be read. */
    record Unsound(GateStatus.Reason reason) implements TopicCondition {}

    /** The brokers did not say. */
    record Unanswered() implements TopicCondition {}
}
