package io.domicile.replicator.compare;

import io.domicile.replicator.gap.GapAnswers;
import io.domicile.replicator.lane.MirrorPolicy;
import io.domicile.replicator.lane.RecordJudge;

/** What a link decides by. */
public record Judges(RecordJudge judge, MirrorPolicy policy, GapAnswers gaps) {}
