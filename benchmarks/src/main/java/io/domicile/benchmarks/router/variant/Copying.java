package io.domicile.benchmarks.router.variant;

import io.domicile.benchmarks.harness.kafka.Region;
import io.domicile.benchmarks.router.load.Inflow;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What a copying program is told, and what it appends to every record: the headers of the tag that the router would write,
 * made once.
 *
 * @param commitMillis between two commits
 * @param stateDirectory for programs that need one
 */
record Copying(
        String bootstrapServers, String group, String input, String output, long commitMillis, String stateDirectory) {

    static Copying of(String[] arguments) {
        if (arguments.length != 6) {
            throw new IllegalArgumentException("six arguments expected, found " + arguments.length);
        }
        return new Copying(
                arguments[0], arguments[1], arguments[2], arguments[3], Long.parseLong(arguments[4]), arguments[5]);
    }

    static List<Header> tag() {
        ResidencyTag tag = new ResidencyTag(
                Region.ID,
                new Jurisdiction("EU"),
                new OrganizationId(Inflow.ORGANIZATION),
                DataClass.TELEMETRY.id(),
                1);
        List<Header> headers = new ArrayList<>();
        TagCodec.encode(tag, (name, value) -> headers.add(new RecordHeader(name, value)));
        return List.copyOf(headers);
    }

    /** The settings that the router's Kafka Streams has, for this program. */
    Map<String, String> streamsSettings() {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "commit.interval.ms",
                Long.toString(commitMillis),
                "state.dir",
                stateDirectory);
    }
}
