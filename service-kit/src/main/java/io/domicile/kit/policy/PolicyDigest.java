package io.domicile.kit.policy;

import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over the canonical fields of a set of policies; it depends on what they mean, never on how they were encoded.
 *
 * <p>The hashed bytes are those of every policy, ordered by the organization's id (by its ASCII bytes), one after the
 * other. One policy is, without separators:
 *
 * <ol>
 *   <li>organization: <i>text</i>
 *   <li>home: <i>text</i>
 *   <li>number of standbys: four bytes, then each standby in the policy's order: <i>text</i>
 *   <li>strict: one byte, 1 or 0
 *   <li>cross-jurisdiction standby: one byte, 1 or 0
 *   <li>state: <i>text</i>, one of {@code active}, {@code suspended}, {@code removed}
 *   <li>epoch: eight bytes
 * </ol>
 *
 * <p>Numbers are big-endian. A <i>text</i> is the number of its UTF-8 bytes in four bytes, then those bytes. No policies
 * hash to SHA-256 of nothing.
 *
 * @param hex the 32 bytes in lower-case hexadecimal
 */
record PolicyDigest(String hex) {

    static PolicyDigest of(Collection<OrganizationPolicy> policies) {
        List<OrganizationPolicy> ordered = policies.stream()
                .sorted(Comparator.comparing(OrganizationPolicy::organization))
                .toList();
        ByteArrayOutputStream canonical = new ByteArrayOutputStream(ordered.size() * 64);
        try (DataOutputStream out = new DataOutputStream(canonical)) {
            for (OrganizationPolicy policy : ordered) {
                write(policy, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new PolicyDigest(HexFormat.of().formatHex(sha256(canonical.toByteArray())));
    }

    /** The digest with these bytes, of whatever length: one that is not 32 bytes long equals no computed digest. */
    static PolicyDigest fromBytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return new PolicyDigest(HexFormat.of().formatHex(copy));
    }

    ByteBuffer toBytes() {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static void write(OrganizationPolicy policy, DataOutputStream out) throws IOException {
        text(policy.organization().value(), out);
        text(policy.home().value(), out);
        out.writeInt(policy.standbys().size());
        for (RegionId standby : policy.standbys()) {
            text(standby.value(), out);
        }
        out.writeBoolean(policy.strict());
        out.writeBoolean(policy.crossJurisdictionStandby());
        text(StateCodes.code(policy.state()), out);
        out.writeLong(policy.epoch());
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
