package io.domicile.demo;

import io.domicile.demo.cast.Marks;
import io.domicile.demo.console.Console;
import io.domicile.demo.console.ProcessMemory;
import io.domicile.demo.console.VerdictTable;
import io.domicile.demo.console.Welcome;
import io.domicile.demo.scenario.Scenario;
import io.domicile.demo.scenario.Stop;
import io.domicile.demo.verdict.Verdict;
import io.domicile.demo.world.World;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** One run of the demo: three regions, the scenario, the verdict. */
final class Demo {

    private final DemoOptions options;
    private final Console console;
    private final Stop stop;
    private final InstantSource clock;
    private final Instant begin;

    /** @param begin when the process began */
    Demo(DemoOptions options, Console console, Stop stop, InstantSource clock, Instant begin) {
        this.options = options;
        this.console = console;
        this.stop = stop;
        this.clock = clock;
        this.begin = begin;
    }

    /** Whether the verdict holds; false too where the run was stopped before there was one. */
    boolean run() throws InterruptedException, IOException {
        try (DemoFiles files = DemoFiles.create(options.keepData())) {
            Welcome.print(console, options.ports(), files.data(), options.load(), options.keepRunning());
            files.logTo();
            try (World world = World.start(options.ports(), files.data(), stop::isRequested)) {
                console.line("ready after " + sinceBegin());
                return play(world, files);
            } finally {
                console.line("stopped" + files.farewell());
            }
        }
    }

    private boolean play(World world, DemoFiles files) throws InterruptedException, IOException {
        Marks marks = Marks.random(new SecureRandom());
        Verdict verdict;
        try (Scenario scenario = new Scenario(world.regions(), marks, clock, console, stop)) {
            scenario.storeFirst();
            console.line("first record stored after " + sinceBegin());
            scenario.run(options.load());
            verdict = scenario.verdict();
        }
        VerdictTable.print(verdict, console);
        console.line("  " + ProcessMemory.describe());
        files.keepIf(!verdict.holds());
        if (options.keepRunning() && !stop.isRequested()) {
            console.line("keeps running until Ctrl-C or SIGTERM");
            stop.await();
        }
        return verdict.holds();
    }

    private String sinceBegin() {
        Duration elapsed = Duration.between(begin, clock.instant());
        return "%d.%d s".formatted(elapsed.toSeconds(), elapsed.toMillisPart() / 100);
    }
}
