package io.domicile.cli.audit;

import io.domicile.cli.UsageException;
import io.domicile.cli.connection.AuditKeyOptions;
import io.domicile.kit.audit.KeyedDigest;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which audit entries are shown. */
final class AuditFilterOptions {

    private static final Set<String> DECISIONS = Set.of("block", "forward", "egress", "refuse");

    @Option(
            names = "--decision",
            paramLabel = "<decision>",
            description = "With this decision only: block, forward, egress or refuse.")
    private @Nullable String decision;

    @Option(names = "--reason", paramLabel = "<code>", description = "With this reason only.")
    private @Nullable String reason;

    @Option(names = "--class", paramLabel = "<class>", description = "Of this data class only.")
    private @Nullable String dataClass;

    @Option(
            names = "--organization",
            paramLabel = "<id>",
            description = "Of this organization only, found by its keyed digest; needs --audit-key-file.")
    private @Nullable String organization;

    @Mixin
    private final AuditKeyOptions key = new AuditKeyOptions();

    /** @throws UsageException if a filter names what does not exist, or the key is missing */
    Predicate<GenericRecord> filter() {
        if (decision != null && !DECISIONS.contains(decision)) {
            throw new UsageException("--decision: it is block, forward, egress or refuse");
        }
        if (dataClass != null && DataClass.find(dataClass).isEmpty()) {
            throw new UsageException("--class: there is no such class");
        }
        return with("decision", decision)
                .and(with("reason", reason))
                .and(with("data_class", dataClass))
                .and(ofOrganization());
    }

    private static Predicate<GenericRecord> with(String field, @Nullable String wanted) {
        return entry ->
                wanted == null || (entry.hasField(field) && wanted.equals(Objects.toString(entry.get(field), null)));
    }

    private Predicate<GenericRecord> ofOrganization() {
        if (organization == null) {
            return entry -> true;
        }
        byte[] id = new OrganizationId(organization).value().getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(new KeyedDigest(key.key()).of(id));
        return entry -> entry.hasField("organization_digest") && digest.equals(entry.get("organization_digest"));
    }
}
