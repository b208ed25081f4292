package io.domicile.router;

import static io.domicile.router.fixture.World.HERE;
import static io.domicile.router.fixture.World.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A router in a process of its own, to be killed. */
final class RouterProcess implements AutoCloseable {

    private final Process process;

    private RouterProcess(Process process) {
        this.process = process;
    }

    static RouterProcess start(String bootstrapServers) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new RouterProcess(new ProcessBuilder(List.of(
                        java,
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RouterProcess.class.getName(),
                        bootstrapServers))
                .inheritIO()
                .start());
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the process survived its kill");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws InterruptedException {
        new RunningRouter(arguments[0], RunningRouter.gateWith(policy(HERE, false)));
        new CountDownLatch(1).await();
    }
}
