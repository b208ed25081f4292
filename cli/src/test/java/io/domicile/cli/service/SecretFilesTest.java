package io.domicile.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    @TempDir
    private Path folder;

    @Test
    void shouldOverrideTheEnvironment() throws IOException {
        Files.writeString(folder.resolve("BRIDGE_AUDIT_HMAC_KEY"), "from the file\n");
        Map<String, String> environment = Map.of("BRIDGE_AUDIT_HMAC_KEY", "from outside", "PATH", "/bin");

        assertThat(SecretFiles.over(environment, folder))
                .containsOnly(Map.entry("BRIDGE_AUDIT_HMAC_KEY", "from the file"), Map.entry("PATH", "/bin"));
    }

    @Test
    void shouldKeepAllOfAValueButLineEndsAtItsEnd() throws IOException {
        Files.writeString(folder.resolve("A"), " first\nsecond \r\n\n");

        assertThat(SecretFiles.over(Map.of(), folder)).containsEntry("A", " first\nsecond ");
    }

    @Test
    void shouldPassOverFoldersAndHiddenFiles() throws IOException {
        Files.createDirectory(folder.resolve("BRIDGE_REGION"));
        Files.writeString(folder.resolve("..data"), "a version");

        assertThat(SecretFiles.over(Map.of(), folder)).isEmpty();
    }

    @Test
    void shouldNameWhatIsMissingAndNeverWhatIsInIt() throws IOException {
        assertThatThrownBy(() -> SecretFiles.over(Map.of(), folder.resolve("absent")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("absent");
        Files.write(folder.resolve("BROKEN"), new byte[] {(byte) 0xff, 'k', 'e', 'y'});
        assertThatThrownBy(() -> SecretFiles.over(Map.of(), folder))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("BROKEN")
                .hasMessageNotContaining("key");
    }

    @Test
    void shouldLeaveTheEnvironmentAloneWithoutAFolder() {
        Map<String, String> environment = Map.of("PATH", "/bin");

        assertThat(SecretFiles.over(environment, null)).isSameAs(environment);
    }
}
