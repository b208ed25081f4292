package io.domicile.demo.console;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.ports.PortPlan;
import io.domicile.demo.ports.RegionPorts;
import java.nio.file.Path;
import java.time.Duration;

/** Tells at the start what is where, and for how long. */
public final class Welcome {

    private static final String ROW = "  %-11s %-7s %-7s %s";

    private Welcome() {}

    public static void print(Console console, PortPlan ports, Path data, Duration load, boolean keepRunning) {
        console.line("Domicile demo: three regions in this process, on 127.0.0.1");
        console.line(ROW.formatted("", "Kafka", "MQTT", "schema registry"));
        for (int i = 0; i < Cast.REGIONS.size(); i++) {
            RegionPorts region = ports.regions().get(i);
            console.line(ROW.formatted(
                    Cast.REGIONS.get(i),
                    region.kafka(),
                    region.mqtt(),
                    "http://127.0.0.1:" + region.registry() + "/apis/ccompat/v7"));
        }
        console.line("  status      http://127.0.0.1:" + ports.status() + "/health/ready and /metrics");
        console.line("  files       " + data);
        console.line("  load        " + load.toSeconds() + " s from 20 devices of five organizations, then the verdict"
                + (keepRunning ? ", then it keeps running" : ""));
        console.line("starting, about 20 s ...");
    }
}
