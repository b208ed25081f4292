package io.domicile.replicator.gap;

import io.domicile.residency.link.LinkTopic;
import java.util.Map;

/**
 * The answer of each topic that a link mirrors. The policy topic always halts: nobody may decide by a policy with a gap.
 *
 * @param byKey the answer by class id, or by {@value #FORWARD}
 * @param otherwise of what is not in {@code byKey}
 */
public record GapAnswers(Map<String, GapAnswer> byKey, GapAnswer otherwise) {

    /** Stands for the topic of records on their way home. */
    public static final String FORWARD = "forward";

    /** Every topic halts. */
    public static final GapAnswers HALT = new GapAnswers(Map.of(), GapAnswer.HALT);

    public GapAnswers {
        byKey = Map.copyOf(byKey);
    }

    public GapAnswer of(LinkTopic topic) {
        if (topic instanceof LinkTopic.Egress egress) {
            return byKey.getOrDefault(egress.dataClass().id(), otherwise);
        }
        return topic instanceof LinkTopic.Forward ? byKey.getOrDefault(FORWARD, otherwise) : GapAnswer.HALT;
    }
}
