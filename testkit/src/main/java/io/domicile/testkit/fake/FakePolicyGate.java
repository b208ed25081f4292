package io.domicile.testkit.fake;

import io.domicile.kit.policy.GateStatus;
import io.domicile.kit.policy.PolicyGate;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.PolicyLookup;
import io.domicile.residency.policy.PolicyView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A gate that a test opens and closes, over policies that it sets. Open and empty at first; safe for any thread. */
public final class FakePolicyGate implements PolicyGate {

    private final List<Consumer<GateStatus>> listeners = new CopyOnWriteArrayList<>();
    private Map<OrganizationId, PolicyLookup> entries = Map.of();
    private Map<RegionId, Long> generations = Map.of();
    private GateStatus status = GateStatus.OPEN;

    /** Sets an organization's policy, in place of what there was of it. */
    public FakePolicyGate put(OrganizationPolicy policy) {
        return set(policy.organization(), new PolicyLookup.Known(policy));
    }

    public FakePolicyGate unreadable(OrganizationId organization) {
        return set(organization, PolicyLookup.UNREADABLE);
    }

    public FakePolicyGate stale(OrganizationId organization) {
        return set(organization, PolicyLookup.STALE);
    }

    /** Sets the generation of a region's policy that views show from now on. */
    public synchronized FakePolicyGate generation(RegionId region, long generation) {
        Map<RegionId, Long> changed = new HashMap<>(generations);
        changed.put(region, generation);
        generations = Map.copyOf(changed);
        return this;
    }

    public void open() {
        become(GateStatus.OPEN);
    }

    public void close(GateStatus.Reason reason) {
        become(new GateStatus.Closed(reason));
    }

    @Override
    public synchronized GateStatus status() {
        return status;
    }

    @Override
    public synchronized Optional<PolicyView> view() {
        return status.isOpen() ? Optional.of(new View(entries, generations)) : Optional.empty();
    }

    @Override
    public synchronized Optional<PolicyView> awaitView(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!status.isOpen()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            wait(Math.max(1, left / 1_000_000));
        }
        return view();
    }

    @Override
    public void onChange(Consumer<GateStatus> listener) {
        listeners.add(listener);
        listener.accept(status());
    }

    private synchronized FakePolicyGate set(OrganizationId organization, PolicyLookup lookup) {
        Map<OrganizationId, PolicyLookup> changed = new HashMap<>(entries);
        changed.put(organization, lookup);
        entries = Map.copyOf(changed);
        return this;
    }

    private void become(GateStatus changed) {
        synchronized (this) {
            if (status.equals(changed)) {
                return;
            }
            status = changed;
            notifyAll();
        }
        listeners.forEach(listener -> listener.accept(changed));
    }

    private record View(Map<OrganizationId, PolicyLookup> entries, Map<RegionId, Long> generations)
            implements PolicyView {

        @Override
        public PolicyLookup lookup(OrganizationId organization) {
            return entries.getOrDefault(organization, PolicyLookup.UNKNOWN);
        }
    }
}
