package io.domicile.demo.verdict;

import static io.domicile.demo.cast.Cast.ACME;
import static io.domicile.demo.cast.Cast.BOREALIS;
import static io.domicile.demo.cast.Cast.CYGNUS;
import static io.domicile.demo.cast.Cast.EU_WEST;
import static io.domicile.demo.cast.Cast.US_EAST;

import io.domicile.demo.load.Device;
import io.domicile.demo.load.Fleet;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of the telemetry of the organizations that have a home and may reach it. */
final class TelemetryLines {

    private final Evidence evidence;
    private final List<Line> lines = new ArrayList<>();

    private TelemetryLines(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Line> of(Evidence evidence) {
        TelemetryLines lines = new TelemetryLines(evidence);
        lines.sent();
        lines.arrived("stored: acme in eu-west", ACME, EU_WEST, "EU");
        lines.arrived("stored: borealis (strict) in eu-west", BOREALIS, EU_WEST, "EU");
        lines.arrived("forwarded: cygnus from eu-west to us-east", CYGNUS, US_EAST, "US");
        return lines.lines;
    }

    private void sent() {
        Fleet fleet = evidence.fleet();
        lines.add(Line.exactly("sent: messages acknowledged by the broker", fleet.published(), fleet.acknowledged()));
    }

    private void arrived(String what, OrganizationId organization, RegionId home, String jurisdiction) {
        Map<String, Long> published =
                evidence.fleet().of(organization).stream().collect(Collectors.toMap(Device::key, Device::published));
        long sent = evidence.fleet().published(organization);
        List<ConsumerRecord<byte[], byte[]>> records =
                evidence.in(home).topic(Topics.home(DataClass.TELEMETRY), organization);
        Deliveries deliveries =
                Deliveries.of(published, records, evidence.in(home).registry());
        lines.add(Line.exactly(what + ", once each", Long.toString(sent), deliveries.text()));
        lines.add(Line.exactly(
                "  tagged " + home + ", " + jurisdiction, sent, Tags.count(records, home.value(), jurisdiction)));
        lines.add(Line.exactly("  in order, devices", published.size(), deliveries.ordered()));
    }
}
