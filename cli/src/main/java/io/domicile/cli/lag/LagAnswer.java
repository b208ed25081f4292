package io.domicile.cli.lag;

import com.fasterxml.jackson.databind.JsonNode;

/** What one link answered. */
sealed interface LagAnswer {

    /** As {@code GET /api/v1/regions/replication} has it. */
    record Told(JsonNode body) implements LagAnswer {}

    /** @param problem for a person; holds nothing of a token */
    record Untold(String problem) implements LagAnswer {}
}
