package io.domicile.kit.barrier;

import io.domicile.residency.RegionId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One enforcement point under a name that it keeps over restarts, so that its next word takes the place of its last.
 *
 * @param region the region it runs in
 * @param name a bridge's client id, a router's task ({@code 0_3}), a link's lane ({@code egress.role-definitions-0})
 */
public record Member(MemberKind kind, RegionId region, String name) {

    private static final int PARTS = 3;

    public Member {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a member has a name");
        }
    }

    /** The key of its record. */
    public byte[] toKey() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The member whose record has this key, or empty where it is none's. */
    static Optional<Member> parse(byte @Nullable [] key) {
        if (key == null) {
            return Optional.empty();
        }
        String[] parts = new String(key, StandardCharsets.UTF_8).split("/", PARTS);
        if (parts.length < PARTS || parts[2].isEmpty()) {
            return Optional.empty();
        }
        return MemberKind.parse(parts[0])
                .flatMap(kind -> RegionId.parse(parts[1]).map(region -> new Member(kind, region, parts[2])));
    }

    /** {@code <kind>/<region>/<name>}. */
    @Override
    public String toString() {
        return kind.code() + '/' + region + '/' + name;
    }
}
