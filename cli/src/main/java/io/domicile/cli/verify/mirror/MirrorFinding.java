package io.domicile.cli.verify.mirror;

/** One thing that is wrong on a mirror. Offset and partition are -1 where it concerns the topic as a whole. */
public record MirrorFinding(String mirror, int partition, long offset, Problem problem) {

    /** What is wrong. */
    public enum Problem {
        MIRROR_MISSING("the mirror does not exist"),
        SOURCE_MISSING("the source topic does not exist"),
        PARTITIONS_DIFFER("the mirror has another number of partitions than its source"),
        NO_TAG("no residency tag"),
        MALFORMED_TAG("a malformed residency tag"),
        DOUBLED_TAG("a doubled residency tag"),
        FOREIGN_HOME("a home that is not the source"),
        WRONG_CLASS("a class that is not the topic's"),
        KEY_IS_ANOTHERS("a key of another organization than the tag's"),
        NO_PROVENANCE("no provenance, or one that is doubled or malformed"),
        FOREIGN_CLUSTER("provenance of another cluster than the source"),
        FOREIGN_TOPIC("provenance of another topic than the source's"),
        DUPLICATE("a source offset that was copied before"),
        OFFSET_BEYOND_SOURCE("a source offset that the source has not reached"),
        NOT_AT_SOURCE("the source has no record at its offset, and compaction does not explain it"),
        KEY_DIFFERS("another key than at the source"),
        TIMESTAMP_DIFFERS("another time stamp than at the source"),
        KIND_DIFFERS("a value where the source has a tombstone, or the reverse");

        private final String text;

        Problem(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        return partition < 0
                ? mirror + ": " + problem.text()
                : mirror + "-" + partition + " at offset " + offset + ": " + problem.text();
    }
}
