package io.domicile.cli.republish;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegionOptions;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.cli.text.DurationOption;
import io.domicile.kit.policy.PolicyWriter;
import io.domicile.kit.republish.Republisher;
import io.domicile.kit.republish.Republisher.Counts;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.policy.PolicyLookup;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code domicile republish}. */
@Command(
        name = "republish",
        description =
                "Sends the current keys of an organization through the router again, after its policy was widened.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Run it in the home region. It prints, for each of the four replicated classes, how many keys there",
            "are and how many copies were sent; more where values were written meanwhile, because the newest is",
            "sent again until it is the last. Until then readers may see an older value behind a newer one,",
            "for a moment. An organization that is unknown, not at home here, strict or not active is told of,",
            "and nothing is done.",
            "",
            "Example:",
            "  domicile republish acme --region eu-west \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
public final class RepublishCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<organization>", description = "Opaque id of the organization.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Option(
            names = "--class",
            paramLabel = "<class>",
            description = "This one of the four classes only. May be given several times.")
    private List<String> classes = List.of();

    @Option(
            names = "--wait",
            defaultValue = "60s",
            converter = DurationOption.class,
            paramLabel = "<duration>",
            description = "How long some hundred copies may take to settle, ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private Duration patience;

    @Option(names = "--dry-run", description = "Counts the keys, writes nothing.")
    private boolean dryRun;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Mixin
    private final RegionOptions region = new RegionOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        OrganizationId id = new OrganizationId(organization);
        RegionId here = region.region();
        List<DataClass> wanted = classes.isEmpty()
                ? DataClass.replicated()
                : classes.stream().map(RepublishCommand::known).toList();
        PolicyLookup found =
                new PolicyWriter(here, kafka.connect().common(), registry.connect(), region.catalogue()).get(id);
        Optional<String> objection = objection(found, here);
        if (objection.isPresent() || !(found instanceof PolicyLookup.Known policy)) {
            spec.commandLine()
                    .getErr()
                    .println(spec.qualifiedName() + ": nothing was done: " + objection.orElse("no policy"));
            return ExitStatus.FAILURE;
        }
        PrintWriter out = spec.commandLine().getOut();
        Republisher republisher = new Republisher(
                id,
                policy.policy().epoch(),
                kafka.connect().tool("domicile-republish-" + here),
                UUID.randomUUID().toString(),
                patience);
        for (DataClass dataClass : wanted) {
            Counts counts = dryRun ? republisher.rehearse(dataClass) : republisher.republish(dataClass);
            out.println("class=" + dataClass.id() + " keys=" + counts.keys()
                    + (dryRun ? " dry run, nothing written" : " copies=" + counts.copies()));
            out.flush();
        }
        return ExitStatus.SUCCESS;
    }

    private static Optional<String> objection(PolicyLookup found, RegionId here) {
        if (!(found instanceof PolicyLookup.Known known)) {
            return Optional.of(
                    found instanceof PolicyLookup.Unknown
                            ? "the policy of '" + here + "' has no such organization"
                            : "the organization's entry cannot be read");
        }
        OrganizationPolicy policy = known.policy();
        if (!policy.home().equals(here)) {
            return Optional.of("its home is '" + policy.home() + "'; run it there");
        }
        if (policy.state() != OrganizationState.ACTIVE) {
            return Optional.of("the organization is not active; the router would block every copy");
        }
        return policy.strict() ? Optional.of("the organization is strict; nothing of it may leave") : Optional.empty();
    }

    private static DataClass known(String id) {
        return DataClass.find(id)
                .filter(DataClass::isReplicated)
                .orElseThrow(() -> new UsageException("--class: it is one of "
                        + DataClass.replicated().stream().map(DataClass::id).collect(Collectors.joining(", "))));
    }
}
