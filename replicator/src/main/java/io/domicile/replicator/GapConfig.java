package io.domicile.replicator;

import io.domicile.kit.config.Problems;
import io.domicile.replicator.gap.GapAnswer;
import io.domicile.replicator.gap.GapAnswers;
import io.domicile.residency.DataClass;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The section {@code replicator.gaps}. */
final class GapConfig {

    private static final String KEY = "replicator.gaps";
    private static final String DEFAULT = "default";

    private GapConfig() {}

    static void check(Map<String, String> gaps, Problems problems) {
        Set<String> topics = topics();
        gaps.forEach((topic, answer) -> {
            String key = KEY + '.' + topic;
            if (!topic.equals(DEFAULT) && !topics.contains(topic)) {
                problems.add(key, "is none of " + DEFAULT + ", " + String.join(", ", topics));
            } else if (GapAnswer.parse(answer).isEmpty()) {
                problems.add(key, "'" + answer + "' is none of halt, accept, resync");
            }
        });
        String forward = gaps.getOrDefault(GapAnswers.FORWARD, gaps.get(DEFAULT));
        if (GapAnswer.RESYNC.label().equals(forward)) {
            problems.add(
                    KEY + '.' + GapAnswers.FORWARD,
                    "cannot be resync: the topic is not compacted, and what is on its mirror would be there twice");
        }
    }

    /** Of a section that was checked. */
    static GapAnswers answers(Map<String, String> gaps) {
        Map<String, GapAnswer> byKey = new HashMap<>();
        gaps.forEach((topic, answer) -> GapAnswer.parse(answer).ifPresent(parsed -> byKey.put(topic, parsed)));
        GapAnswer otherwise = byKey.getOrDefault(DEFAULT, GapAnswer.HALT);
        byKey.remove(DEFAULT);
        return new GapAnswers(byKey, otherwise);
    }

    private static Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        for (DataClass dataClass : DataClass.replicated()) {
            topics.add(dataClass.id());
        }
        topics.add(GapAnswers.FORWARD);
        return topics;
    }
}
