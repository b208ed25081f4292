package io.domicile.kit.config;

import java.util.Base64;

/** The bytes of an HMAC key that a configuration gives as base64. */
public final class HmacKey {

    /** Shortest key accepted, in bytes: as long as a digest of HMAC-SHA-256. */
    public static final int MINIMUM_BYTES = 32;

    private HmacKey() {}

    /** @throws IllegalArgumentException if the text is not base64 of at least {@value #MINIMUM_BYTES} bytes */
    public static byte[] decode(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException quotesTheKey) {
            throw new IllegalArgumentException("not base64");
        }
        if (key.length < MINIMUM_BYTES) {
            throw new IllegalArgumentException(
                    "a key of " + key.length + " bytes is too short; it needs at least " + MINIMUM_BYTES);
        }
        return key;
    }
}
