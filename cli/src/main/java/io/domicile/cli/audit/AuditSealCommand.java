package io.domicile.cli.audit;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.text.DurationOption;
import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.seal.AuditSealer;
import io.domicile.kit.seal.Seal;
import io.domicile.kit.seal.SealKey;
import io.domicile.residency.RegionId;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaRegistryException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile audit seal}. */
@Command(
        name = "seal",
        description = "Seals the region's audit entries, each once.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Runs until stopped, and may be killed at any time. Of two sealers of a region the one that",
            "begins last ends the other. Prints a line for each seal: sequence, time, entries and hash.",
            "Note <sequence>:<hash> elsewhere now and then; 'audit verify --anchor' asks for it.",
            "",
            "Example:",
            "  domicile audit seal --once --region eu-west --audit-key-file audit.key \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class AuditSealCommand implements Callable<Integer> {

    @Mixin
    private final SealOptions options = new SealOptions();

    @Option(names = "--once", description = "Seals what is there and ends.")
    private boolean once;

    @Option(
            names = "--interval",
            defaultValue = "10s",
            converter = DurationOption.class,
            paramLabel = "<duration>",
            description = "How long to wait for more entries, ${DEFAULT-VALUE} by default.")
    @SuppressWarnings("NullAway.Init")
    private Duration interval;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (interval.isZero()) {
            throw new UsageException("--interval: 0 is not a time to wait");
        }
        RegionId region = options.region();
        SealKey key = options.key();
        SchemaRegistry registry = options.registry();
        ToolClients clients = options.clients("sealer");
        while (true) {
            try (AuditSealer sealer = AuditSealer.begin(region, key, clients, registry, InstantSource.system())) {
                seal(sealer);
                if (once) {
                    return ExitStatus.SUCCESS;
                }
            } catch (InterruptException interrupted) {
                throw interrupted;
            } catch (KafkaException | SchemaRegistryException failed) {
                if (once) {
                    throw failed;
                }
                spec.commandLine()
                        .getErr()
                        .println(spec.qualifiedName() + ": " + failed.getClass().getSimpleName()
                                + "; beginning again in " + interval);
                pause();
            }
        }
    }

    private void seal(AuditSealer sealer) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        while (true) {
            for (Optional<Seal> seal = sealer.sealNext(); seal.isPresent(); seal = sealer.sealNext()) {
                out.println(text(seal.get()));
                out.flush();
            }
            if (once) {
                return;
            }
            pause();
        }
    }

    /** Nothing ends a pause early but the end of the process, or an interruption. */
    private void pause() throws InterruptedException {
        if (new CountDownLatch(1).await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a latch that nobody counts down was");
        }
    }

    private static String text(Seal seal) {
        return "seal=" + seal.sequence() + " time=" + seal.time() + " entries=" + seal.count() + " hash=" + seal.hash();
    }
}
