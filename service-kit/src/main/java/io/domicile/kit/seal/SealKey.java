package io.domicile.kit.seal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that authenticates seals, derived from a region's audit key.
 *
 * <p>Audit entries show HMAC-SHA-256 digests, under the audit key, of payloads that a device may choose. Were seals
 * authenticated by the same function, a device could have a seal of its own making authenticated. The derivation uses
 * HMAC-SHA-512, of which the entries tell nothing. Safe for use by several threads.
 */
public final class SealKey {

    private static final String DERIVATION = "HmacSHA512";
    private static final String AUTHENTICATION = "HmacSHA256";
    private static final byte[] PURPOSE = "domicile audit seals 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    private SealKey(SecretKeySpec key) {
        this.key = key;
    }

    /** @param auditKey the bytes of the region's audit key */
    public static SealKey derivedFrom(byte[] auditKey) {
        return new SealKey(
                new SecretKeySpec(mac(new SecretKeySpec(auditKey, DERIVATION), DERIVATION, PURPOSE), AUTHENTICATION));
    }

    byte[] authenticate(byte[] bytes) {
        return mac(key, AUTHENTICATION, bytes);
    }

    boolean isAuthentic(byte[] bytes, byte[] authentication) {
        return MessageDigest.isEqual(authenticate(bytes), authentication);
    }

    private static byte[] mac(SecretKeySpec key, String algorithm, byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
