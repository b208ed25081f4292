package io.domicile.cli.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.cli.CommandRun;
import io.domicile.kit.admin.AdminAnswer;
import io.domicile.kit.admin.AdminEndpoint;
import io.domicile.kit.admin.AdminRequest;
import io.domicile.kit.admin.AdminServer;
import io.domicile.kit.admin.TokenProtected;
import io.domicile.kit.config.AdminConfig;
import io.domicile.kit.service.ProcessHealth;
import io.domicile.replicator.rpo.ReplicationEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LagCommandTest {

    private static final String TOKEN = "0123456789abcdef";
    private static final String SYNCED = """
            {"primary_region":"eu-west","replicas":[{"region":"eu-central","lag_seconds":0,"status":"synced",\
            "last_sync":"2026-01-06T10:00:00Z","lag_records":0,"rpo_seconds":1,\
            "objectives":[{"tier":"premium","rpo_seconds":900,"level":"normal"}]}],\
            "topics":[{"topic":"egress.role-definitions","lag_seconds":0,"status":"synced",\
            "last_sync":"2026-01-06T10:00:00Z","lag_records":0,"rpo_seconds":1}]}""";
    private static final String STALLED = """
            {"primary_region":"eu-west","replicas":[{"region":"eu-central","lag_seconds":null,"status":"stalled",\
            "reason":"sample-stale","last_sync":null,"lag_records":null,"rpo_seconds":null,\
            "objectives":[{"tier":"premium","rpo_seconds":900,"level":"critical"}]}]}""";

    @TempDir
    Path folder;

    private final Fixed link = new Fixed();
    private final AdminServer server = AdminServer.start(
            new AnyPort(),
            new ProcessHealth(List.of()),
            () -> "",
            List.of(new TokenProtected(link, Optional.of(TOKEN), "replicator.admin.token")));
    private Path tokenFile;

    @BeforeEach
    void writeToken() throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldShowALineForEachReplicaAndTopic() {
        // given
        link.answer = AdminAnswer.ok(SYNCED);

        // when
        CommandRun run = run("--url", url());

        // then
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.outLines().get(1)).matches("eu-west -> eu-central +synced +- +0 +0 +1 +2026-01-06T10:00:00Z");
        assertThat(run.outLines().get(2)).matches(" {2}egress.role-definitions +synced +- +0 +0 +1 .*");
    }

    @Test
    void shouldShowWhatIsNotKnownAsNotKnownAndFail() {
        // given
        link.answer = AdminAnswer.ok(STALLED);

        // when
        CommandRun run = run("--url", url());

        // then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines().get(1))
                .matches("eu-west -> eu-central +stalled +sample-stale +- +- +- +- +premium critical");
    }

    @Test
    void shouldAskForAnOrganization() {
        // given
        link.answer = AdminAnswer.error(404, "unknown organization");

        // when
        CommandRun run = run("--url", url(), "--organization", "acme");

        // then
        assertThat(link.organization).isEqualTo(List.of("acme"));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains(url() + ": status 404: unknown organization");
    }

    @Test
    void shouldShowTheOthersWhereOneLinkDoesNotAnswer() {
        // given
        link.answer = AdminAnswer.ok(SYNCED);

        // when
        CommandRun run = run("--url", "http://127.0.0.1:1", "--url", url());

        // then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.outLines().get(1)).isEqualTo("http://127.0.0.1:1: no answer: ConnectException");
        assertThat(run.outLines().get(2)).startsWith("eu-west -> eu-central");
    }

    @Test
    void shouldNotShowTheTokenThatIsRefused() throws IOException {
        // given
        Files.writeString(tokenFile, "another-token-another-token");

        // when
        CommandRun run = run("--url", url());

        // then
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("status 401").doesNotContain("another-token");
    }

    @Test
    void shouldRefuseUrlsAndTokensThatCannotBeUsed() throws IOException {
        assertThat(run("--url", "ftp://127.0.0.1").status()).isEqualTo(2);
        assertThat(run("--url", "http://user:secret@127.0.0.1").err()).doesNotContain("secret");
        Files.writeString(tokenFile, "\n");
        assertThat(run("--url", url()).err()).contains("--token-file: its first line is no token");
    }

    private CommandRun run(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "lag";
        arguments[1] = "--token-file";
        arguments[2] = tokenFile.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private static final class Fixed implements AdminEndpoint {

        private volatile AdminAnswer answer = AdminAnswer.ok(SYNCED);
        private volatile List<String> organization = List.of();

        @Override
        public String path() {
            return ReplicationEndpoint.PATH;
        }

        @Override
        public AdminAnswer get(AdminRequest request) {
            organization = request.values("organization");
            return answer;
        }
    }

    private static final class AnyPort implements AdminConfig {

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return 0;
        }
    }
}
