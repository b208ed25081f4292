package io.domicile.kit.policy;

import static io.domicile.kit.policy.Samples.ACME;
import static io.domicile.kit.policy.Samples.BOREALIS;
import static io.domicile.kit.policy.Samples.CENTRAL;
import static io.domicile.kit.policy.Samples.EAST;
import static io.domicile.kit.policy.Samples.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyDigestTest {

    private static final OrganizationPolicy POLICY = policy(WEST, List.of(CENTRAL), false, OrganizationState.ACTIVE, 1);

    private static OrganizationPolicy policy(
            RegionId home, List<RegionId> standbys, boolean strict, OrganizationState state, long epoch) {
        return new OrganizationPolicy(ACME, home, standbys, strict, false, state, epoch);
    }

    @Test
    void shouldHashNothingForNoPolicies() {
        assertThat(PolicyDigest.of(List.of()).hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void shouldHashExactlyTheDocumentedBytes() throws Exception {
        byte[] documented = HexFormat.of()
                .parseHex("00000004" + "61636d65" // acme
                        + "00000007" + "65752d77657374" // eu-west
                        + "00000001" + "0000000a" + "65752d63656e7472616c" // eu-central
                        + "00" + "00"
                        + "00000006" + "616374697665" // active
                        + "0000000000000001");

        String digest = PolicyDigest.of(List.of(POLICY)).hex();

        assertThat(digest)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(documented)));
    }

    @Test
    void shouldNotDependOnTheOrderOfThePolicies() {
        OrganizationPolicy other = Samples.policy(BOREALIS, WEST, true, 3);

        assertThat(PolicyDigest.of(List.of(POLICY, other))).isEqualTo(PolicyDigest.of(List.of(other, POLICY)));
    }

    @Test
    void shouldDifferWhereAnyFieldDiffers() {
        Stream<OrganizationPolicy> all = Stream.of(
                POLICY,
                policy(CENTRAL, List.of(CENTRAL), false, OrganizationState.ACTIVE, 1),
                policy(WEST, List.of(), false, OrganizationState.ACTIVE, 1),
                policy(WEST, List.of(CENTRAL, EAST), false, OrganizationState.ACTIVE, 1),
                policy(WEST, List.of(EAST, CENTRAL), false, OrganizationState.ACTIVE, 1),
                policy(WEST, List.of(CENTRAL), true, OrganizationState.ACTIVE, 1),
                new OrganizationPolicy(ACME, WEST, List.of(CENTRAL), false, true, OrganizationState.ACTIVE, 1),
                policy(WEST, List.of(CENTRAL), false, OrganizationState.SUSPENDED, 1),
                policy(WEST, List.of(CENTRAL), false, OrganizationState.REMOVED, 1),
                policy(WEST, List.of(CENTRAL), false, OrganizationState.ACTIVE, 2));

        assertThat(all.map(policy -> PolicyDigest.of(List.of(policy)))).doesNotHaveDuplicates();
    }

    @Test
    void shouldSurviveBeingCarriedAsBytesAndEqualNothingOfAnotherLength() {
        PolicyDigest digest = PolicyDigest.of(List.of(POLICY));

        assertThat(PolicyDigest.fromBytes(digest.toBytes())).isEqualTo(digest);
        assertThat(PolicyDigest.fromBytes(ByteBuffer.allocate(0))).isNotEqualTo(digest);
    }
}
