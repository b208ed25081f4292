package io.domicile.kit.admin;

/**
 * The answer of an {@link AdminEndpoint}.
 *
 * @param status of HTTP
 */
public record AdminAnswer(int status, String json) {

    private static final int OK = 200;

    public static AdminAnswer ok(String json) {
        return new AdminAnswer(OK, json);
    }

    /**
     * {@code {"error":".."}}.
     *
     * @param error a constant text that needs no escaping; never what was asked
     */
    public static AdminAnswer error(int status, String error) {
        return new AdminAnswer(status, "{\"error\":\"" + error + "\"}");
    }
}
