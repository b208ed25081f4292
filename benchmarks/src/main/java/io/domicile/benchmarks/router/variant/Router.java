package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.child.ChildProcess;
import io.domicile.benchmarks.harness.child.DomicileCommand;
import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.harness.report.Role;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;

/** The residency router as its users run it: {@code domicile router} with a configuration file. */
public final class Router implements RouterVariant {

    private final DomicileCommand domicile;
    private final Region region;
    private final Profile profile;

    public Router(DomicileCommand domicile, Region region, Profile profile) {
        this.domicile = domicile;
        this.region = region;
        this.profile = profile;
    }

    @Override
    public Role role() {
        return Role.OURS;
    }

    @Override
    public String output() {
        return Topics.home(DataClass.TELEMETRY);
    }

    @Override
    public ChildProcess start(Trial trial) {
        String yaml = """
                router:
                  region: %s
                  application-id: %s
                  kafka:
                    bootstrap.servers: "%s"
                    commit.interval.ms: "%d"
                    state.dir: "%s.state"
                  registry:
                    urls: ["%s"]
                  audit:
                    hmac-key: "%s"
                  admin:
                    port: 0
                """.formatted(
                        Region.ID,
                        trial.group(),
                        region.bootstrapServers(),
                        trial.commitInterval().toMillis(),
                        trial.log(),
                        region.registryUrl(),
                        region.auditKey());
        return domicile.start("router", yaml, profile.javaOptions(trial), trial.log());
    }
}
