package io.domicile.bridge;

import io.domicile.kit.audit.AuditEncoder;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.kit.service.Service;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the bridge asks of others.
 *
 * @param policyFloor reads what generations the policy topics have now; may block, and fails as clients do
 * @param audit may block on the registry, and throw what its client throws; asked until it answers
 * @param random spreads the times of reconnecting
 * @param owned services that start before the bridge and close after it
 */
record BridgePorts(
        PolicyGate gate,
        Supplier<Map<RegionId, Long>> policyFloor,
        SchemaRegistry registry,
        Supplier<AuditEncoder> audit,
        RandomGenerator random,
        List<Service> owned) {

    BridgePorts {
        owned = List.copyOf(owned);
    }

    /** The same behind another gate. */
    BridgePorts behind(PolicyGate other) {
        return new BridgePorts(other, policyFloor, registry, audit, random, owned);
    }
}
