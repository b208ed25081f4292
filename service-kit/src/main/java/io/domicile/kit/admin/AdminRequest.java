package io.domicile.kit.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to an {@link AdminEndpoint}. It may name an organization: never logged.
 *
 * @param query values by parameter, decoded
 * @param authorization the header of that name
 */
public record AdminRequest(Map<String, List<String>> query, Optional<String> authorization) {

    public AdminRequest {
        query = Map.copyOf(query);
    }

    /** The values of a parameter; none where it is not there. */
    public List<String> values(String parameter) {
        return query.getOrDefault(parameter, List.of());
    }

    @Override
    public String toString() {
        return "request(withheld)";
    }
}
