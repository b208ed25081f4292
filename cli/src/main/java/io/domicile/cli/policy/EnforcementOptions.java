package io.domicile.cli.policy;

import io.domicile.cli.DurationOption;
import io.domicile.kit.barrier.Enforcement;
import io.domicile.kit.barrier.EnforcementWatch;
import io.domicile.kit.barrier.RouterTasks;
import io.domicile.kit.policy.PolicyChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long a command waits for its change to be enforced. */
final class EnforcementOptions {

    @Option(
            names = "--wait",
            paramLabel = "<duration>",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "How long to wait for the change to be enforced, and for copies on standbys to be tombstoned;"
                    + " 0s writes only. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Duration patience;

    @Option(
            names = "--await-erased",
            paramLabel = "<duration>",
            defaultValue = "0s",
            converter = DurationOption.class,
            description = "How much longer to wait until those copies are gone from the standbys' segments, too."
                    + " Default: not at all.")
    @SuppressWarnings("NullAway.Init")
    private Duration erasure;

    @Option(
            names = "--router-group",
            paramLabel = "<id>",
            description = "Application id of the region's router. Default: domicile-router-<region>.")
    private @Nullable String routerGroup;

    boolean isWanted() {
        return !patience.isZero();
    }

    /** Waits; to be called as soon as the change is visible. */
    Enforcement await(PolicyChange change, PolicyOptions options) throws InterruptedException {
        String group = routerGroup == null ? RouterTasks.defaultGroupId(options.region()) : routerGroup;
        try (EnforcementWatch watch = EnforcementWatch.connect(
                options.region(), options.kafka().clients(), group, options.registry(), InstantSource.system())) {
            return watch.await(change.generation(), Set.copyOf(change.policy().standbys()), patience, erasure);
        }
    }

    /** Whether everything has come that was waited for. */
    boolean isFulfilled(Enforcement enforcement) {
        return enforcement.tombstonedAt().isPresent()
                && (erasure.isZero() || enforcement.erasedAt().isPresent());
    }
}
