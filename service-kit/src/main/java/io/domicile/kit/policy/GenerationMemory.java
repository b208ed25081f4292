package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import java.util.Map;

/** The highest generation that was verified of each region's policy topic, kept outside of the process. */
interface GenerationMemory {

    /**
     * What is kept; empty where nothing ever was.
     *
     * @throws GenerationMemoryException if that cannot be learned
     */
    Map<RegionId, Long> recall();

    /**
     * Raises what is kept to at least this, and lowers nothing.
     *
     * @throws GenerationMemoryException if it is not known to have been done
     */
    void raise(Map<RegionId, Long> generations);
}
