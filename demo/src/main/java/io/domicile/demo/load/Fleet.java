package io.domicile.demo.load;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.cast.Marks;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.testkit.mqtt.EmbeddedMqtt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** All devices of the demo, connected to the MQTT broker of one region. */
public final class Fleet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Device> devices;

    private Fleet(List<Device> devices) {
        this.devices = devices;
    }

    public static Fleet connect(EmbeddedMqtt broker, Marks marks) {
        Fleet fleet = new Fleet(new ArrayList<>());
        try {
            fleet.add(broker, marks, Cast.ACME, 6);
            fleet.add(broker, marks, Cast.BOREALIS, 5);
            fleet.add(broker, marks, Cast.CYGNUS, 5);
            fleet.add(broker, marks, Cast.DUNES, 2);
            fleet.add(broker, marks, Cast.NOBODY_KNOWS, 2);
            return fleet;
        } catch (RuntimeException failed) {
            fleet.close();
            throw failed;
        }
    }

    public List<Device> devices() {
        return List.copyOf(devices);
    }

    public List<Device> of(OrganizationId organization) {
        return devices.stream()
                .filter(device -> device.organization().equals(organization))
                .toList();
    }

    public long published() {
        return sum(Device::published);
    }

    public long published(OrganizationId organization) {
        return of(organization).stream().mapToLong(Device::published).sum();
    }

    public long acknowledged() {
        return sum(Device::acknowledged);
    }

    long outstanding() {
        return sum(Device::outstanding);
    }

    /** Waits, a minute at most, until every message was acknowledged or has failed. */
    public void awaitAnswers() {
        try {
            Awaitility.await().pollInSameThread().atMost(PATIENCE).until(() -> outstanding() == 0);
        } catch (ConditionTimeoutException unanswered) {
            return; // the verdict counts them
        }
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
    }

    private void add(EmbeddedMqtt broker, Marks marks, OrganizationId organization, int count) {
        String mark = marks.of(organization, DataClass.TELEMETRY);
        for (int i = 1; i <= count; i++) {
            devices.add(Device.connect(broker, organization, "dev-" + i, mark));
        }
    }

    private long sum(ToLongFunction<Device> count) {
        return devices.stream().mapToLong(count).sum();
    }
}
