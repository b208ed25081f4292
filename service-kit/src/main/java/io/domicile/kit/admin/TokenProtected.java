package io.domicile.kit.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * An endpoint behind a bearer token: 401 without the right one, and 403 to everybody where no token is configured.
 */
public final class TokenProtected implements AdminEndpoint {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final String SCHEME = "Bearer ";

    private final AdminEndpoint endpoint;
    private final Optional<String> token;
    private final String tokenKey;

    /** @param tokenKey the configuration key of the token, for the answer where there is none */
    public TokenProtected(AdminEndpoint endpoint, Optional<String> token, String tokenKey) {
        this.endpoint = endpoint;
        this.token = token;
        this.tokenKey = tokenKey;
    }

    @Override
    public String path() {
        return endpoint.path();
    }

    @Override
    public AdminAnswer get(AdminRequest request) {
        if (token.isEmpty()) {
            return AdminAnswer.error(FORBIDDEN, "closed: " + tokenKey + " is not set");
        }
        boolean isAuthorized = request.authorization()
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(presented -> isSame(presented, token.get()))
                .isPresent();
        return isAuthorized ? endpoint.get(request) : AdminAnswer.error(UNAUTHORIZED, "a bearer token is required");
    }

    /** Takes as long whichever byte differs. */
    private static boolean isSame(String presented, String expected) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
