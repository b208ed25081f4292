package io.domicile.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** How a client proves to a schema registry who it is. Never shows its secret in {@code toString}. */
public sealed interface Authentication {

    /** The value of the {@code Authorization} header, or empty where none is sent. */
    Optional<String> authorization();

    /** Sends no credentials. */
    record None() implements Authentication {

        @Override
        public Optional<String> authorization() {
            return Optional.empty();
        }
    }

    /** User and password, RFC 7617. */
    record Basic(String username, String password) implements Authentication {

        public Basic {
            if (username.isEmpty() || username.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a schema registry user must not be empty or contain a colon");
            }
        }

        @Override
        public Optional<String> authorization() {
            byte[] pair = (username + ':' + password).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }

        @Override
        public String toString() {
            return "Basic[redacted]";
        }
    }

    /** A token, RFC 6750. */
    record Bearer(String token) implements Authentication {

        public Bearer {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("a schema registry token must be printable ASCII without spaces");
            }
        }

        @Override
        public Optional<String> authorization() {
            return Optional.of("Bearer " + token);
        }

        @Override
        public String toString() {
            return "Bearer[redacted]";
        }
    }
}
