package io.domicile.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.domicile.kit.admin.AdminServerException;
import io.domicile.kit.config.AdminConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> journal = RecordingService.journal();
    private final RecordingService one = new RecordingService("one", journal);
    private final RecordingService two = new RecordingService("two", journal);
    private final StopRequest stop = new StopRequest();

    @Test
    void shouldStartInOrderAndCloseInReverseAndEndWithSuccess() {
        CompletableFuture<Integer> status = run(PATIENCE, one, two);
        await().atMost(PATIENCE).until(() -> journal.size() == 2);

        stop.request();

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.SUCCESS);
        assertThat(journal).containsExactly("start one", "start two", "close two", "close one");
    }

    @Test
    void shouldEndWithFailureWhereAServiceDies() {
        CompletableFuture<Integer> status = run(PATIENCE, one, two);
        await().atMost(PATIENCE).until(() -> journal.size() == 2);

        one.is(Health.dead("fenced"));

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.FAILURE);
        assertThat(journal).endsWith("close two", "close one");
    }

    @Test
    void shouldStayWhileAServiceIsOnlyNotReady() {
        two.is(Health.notReady("kafka-unreachable"));
        CompletableFuture<Integer> status = run(PATIENCE, one, two);
        await().atMost(PATIENCE).until(() -> journal.size() == 2);

        assertThat(status).failsWithin(Duration.ofMillis(1200));
        stop.request();
        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.SUCCESS);
    }

    @Test
    void shouldCloseWhatWasStartedWhereAStartFails() {
        RecordingService failing = new RecordingService("failing", journal) {
            @Override
            public void start() {
                super.start();
                throw new IllegalStateException("no");
            }
        };

        CompletableFuture<Integer> status = run(PATIENCE, one, failing, two);

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.FAILURE);
        assertThat(journal).containsExactly("start one", "start failing", "close failing", "close one");
    }

    @Test
    void shouldCloseWhatWasStartedWhereAStartEndsInAnError() {
        RecordingService failing = new RecordingService("failing", journal) {
            @Override
            public void start() {
                super.start();
                throw new NoClassDefFoundError("no");
            }
        };

        CompletableFuture<Integer> status = run(PATIENCE, one, failing, two);

        assertThat(status)
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(journal).containsExactly("start one", "start failing", "close failing", "close one");
    }

    @Test
    void shouldStartNothingMoreOnceAStopIsRequested() {
        RecordingService stopping = new RecordingService("stopping", journal) {
            @Override
            public void start() {
                super.start();
                stop.request();
            }
        };

        CompletableFuture<Integer> status = run(PATIENCE, stopping, two);

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.SUCCESS);
        assertThat(journal).containsExactly("start stopping", "close stopping");
    }

    @Test
    void shouldLeaveBehindAServiceThatDoesNotCloseInTime() {
        CountDownLatch never = new CountDownLatch(1);
        RecordingService stuck = new RecordingService("stuck", journal) {
            @Override
            public void close() {
                super.close();
                awaitUninterruptibly(never);
            }
        };
        CompletableFuture<Integer> status = run(Duration.ofSeconds(1), one, stuck);
        await().atMost(PATIENCE).until(() -> journal.size() == 2);

        stop.request();

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.FAILURE);
        assertThat(journal).endsWith("close stuck", "close one");
        never.countDown();
    }

    @Test
    void shouldEndWithFailureButCloseTheRestWhereACloseThrows() {
        RecordingService throwing = new RecordingService("throwing", journal) {
            @Override
            public void close() {
                super.close();
                throw new IllegalStateException("no");
            }
        };
        CompletableFuture<Integer> status = run(PATIENCE, one, throwing);
        await().atMost(PATIENCE).until(() -> journal.size() == 2);

        stop.request();

        assertThat(status).succeedsWithin(PATIENCE).isEqualTo(ServiceProcess.FAILURE);
        assertThat(journal).endsWith("close throwing", "close one");
    }

    @Test
    void shouldStartNothingWhereTheAdminPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServiceProcess process = new ServiceProcess(List.of(one.named()), stop, PATIENCE);

            assertThatThrownBy(() -> process.run(admin(taken.getLocalPort()), () -> ""))
                    .isInstanceOf(AdminServerException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(journal).isEmpty();
    }

    private CompletableFuture<Integer> run(Duration closeTimeout, RecordingService... services) {
        ServiceProcess process = new ServiceProcess(
                Arrays.stream(services).map(RecordingService::named).toList(), stop, closeTimeout);
        return CompletableFuture.supplyAsync(() -> process.run(admin(0), () -> ""), task -> {
            Thread thread = new Thread(task, "process-under-test");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static AdminConfig admin(int port) {
        return new AdminConfig() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return port;
            }
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
