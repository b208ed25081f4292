package io.domicile.cli.connection;

import io.domicile.cli.UsageException;
import io.domicile.kit.config.HmacKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The region's audit key. It comes from a file: what is typed can be seen in the list of processes. */
public final class AuditKeyOptions {

    @Option(
            names = "--audit-key-file",
            paramLabel = "<file>",
            description = "File with the region's audit key, as the services' audit.hmac-key. Or"
                    + " DOMICILE_AUDIT_KEY_FILE.")
    private @Nullable Path file;

    /** @throws UsageException if there is no such file, or no key in it */
    public byte[] key() {
        if (file == null) {
            throw new UsageException("--audit-key-file is needed");
        }
        try {
            return HmacKey.decode(
                    Files.readString(PropertiesFile.requireFile(file)).strip());
        } catch (IOException | IllegalArgumentException noKey) {
            String why = noKey instanceof IOException ? "cannot be read" : String.valueOf(noKey.getMessage());
            throw new UsageException("--audit-key-file: '" + file + "': " + why);
        }
    }
}
