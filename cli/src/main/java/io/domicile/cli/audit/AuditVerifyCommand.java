package io.domicile.cli.audit;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.kit.seal.Anchor;
import io.domicile.kit.seal.AuditVerifier;
import io.domicile.kit.seal.Finding;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile audit verify}. */
@Command(
        name = "verify",
        description = "Proves that the region's audit entries are those that were sealed.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Finds a sealed entry that was removed, altered, inserted or moved, and a seal that is missing,",
            "forged or out of place, and says in which seal's range. Status 1 where it finds any. What",
            "retention has removed is told of and is no finding. Entries of the last moments are not sealed",
            "yet; newest seals that were removed with their entries are noticed by --anchor only.",
            "",
            "Example:",
            "  domicile audit verify --region eu-west --audit-key-file audit.key \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class AuditVerifyCommand implements Callable<Integer> {

    @Mixin
    private final SealOptions options = new SealOptions();

    @Option(
            names = "--from",
            defaultValue = "1",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "<sequence>",
            description = "Leaves out what seals before this one speak of.")
    private long from;

    @Option(
            names = "--anchor",
            paramLabel = "<sequence:hash>",
            description = "A seal noted elsewhere, which must be in the chain.")
    private @Nullable String anchor;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (from < 1) {
            throw new UsageException("--from: " + from + " is less than 1");
        }
        Optional<Anchor> noted = Optional.ofNullable(anchor).map(AuditVerifyCommand::parse);
        PrintWriter out = spec.commandLine().getOut();
        AtomicInteger faults = new AtomicInteger();
        AuditVerifier verifier = new AuditVerifier(
                options.region(),
                options.key(),
                options.clients("audit-verify"),
                options.registry(),
                InstantSource.system());
        AuditVerifier.Result result = verifier.verify(from, noted, finding -> {
            faults.addAndGet(finding.kind().isFault() ? 1 : 0);
            out.println(text(finding));
        });
        out.println(result.seals() + " seals, " + result.entries() + " entries as sealed, " + faults.get()
                + " findings; last seal "
                + result.last().map(Anchor::toString).orElse("none"));
        out.flush();
        return faults.get() == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILURE;
    }

    private static String text(Finding finding) {
        return finding.kind().code() + ": " + finding.text();
    }

    private static Anchor parse(String text) {
        return Anchor.parse(text)
                .orElseThrow(() -> new UsageException("--anchor: not <sequence>:<64 hexadecimal digits>"));
    }
}
