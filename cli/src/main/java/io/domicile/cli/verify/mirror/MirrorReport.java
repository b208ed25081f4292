package io.domicile.cli.verify.mirror;

import java.util.List;

/**
 * What a check of one link's mirrors found.
 *
 * @param topics one for each mirrored topic
 * @param findings the first {@value #MAX_FINDINGS}
 * @param problems how many there were in all
 */
public record MirrorReport(List<TopicResult> topics, List<MirrorFinding> findings, long problems) {

    static final int MAX_FINDINGS = 1000;

    public MirrorReport {
        topics = List.copyOf(topics);
        findings = List.copyOf(findings);
    }

    /**
     * What came of one mirrored topic.
     *
     * @param agreed records that stand at the source as they stand here
     * @param compacted records that are sound in themselves and that the source no longer has
     */
    public record TopicResult(String mirror, long records, long agreed, long compacted, long problems) {}
}
