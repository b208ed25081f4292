package io.domicile.kit.policy;

import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of a policy topic: {@code <organization>/policy}, {@code manifest} and {@code heartbeat}. */
final class PolicyKeys {

    private static final String ENTITY = "policy";
    private static final byte[] MANIFEST = "manifest".getBytes(StandardCharsets.UTF_8);

    private static final byte[] HEARTBEAT = "heartbeat".getBytes(StandardCharsets.UTF_8);

    private PolicyKeys() {}

    static byte[] manifest() {
        return MANIFEST.clone();
    }

    static byte[] heartbeat() {
        return HEARTBEAT.clone();
    }

    static boolean isHeartbeat(byte @Nullable [] key) {
        return Arrays.equals(key, HEARTBEAT);
    }

    static byte[] entry(OrganizationId organization) {
        return new RecordKey(organization, ENTITY).toBytes();
    }

    static boolean isManifest(byte @Nullable [] key) {
        return Arrays.equals(key, MANIFEST);
    }

    /** The organization whose entry lies under this key, or empty where it is no entry's key. */
    static Optional<OrganizationId> organization(byte @Nullable [] key) {
        return RecordKey.parse(key)
                .filter(parsed -> parsed.entity().equals(ENTITY))
                .map(RecordKey::organization);
    }
}
