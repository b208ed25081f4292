package io.domicile.replicator.lag;

import io.domicile.replicator.provenance.Origin;

/**
 * A topic as the source lists it.
 *
 * @param partitions how many it has
 */
public record ListedTopic(Origin origin, int partitions) {}
