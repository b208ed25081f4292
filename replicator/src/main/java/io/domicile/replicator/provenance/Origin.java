package io.domicile.replicator.provenance;

import org.apache.kafka.common.Uuid;

/**
 * The identity of a source topic: it outlives renames of nothing and is never given twice, so a topic that was deleted
 * and created again under the same name has another origin.
 */
public record Origin(String clusterId, Uuid topicId) {}
