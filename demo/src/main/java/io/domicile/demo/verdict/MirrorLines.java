package io.domicile.demo.verdict;

import static io.domicile.demo.cast.Cast.ACME;
import static io.domicile.demo.cast.Cast.BOREALIS;
import static io.domicile.demo.cast.Cast.EU_CENTRAL;
import static io.domicile.demo.cast.Cast.EU_WEST;
import static io.domicile.demo.cast.Cast.US_EAST;

import io.domicile.demo.load.Platform;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of settings, credentials, roles and API keys. */
final class MirrorLines {

    private final Evidence evidence;
    private final Platform platform;

    private MirrorLines(Evidence evidence) {
        this.evidence = evidence;
        this.platform = evidence.platform();
    }

    static List<Line> of(Evidence evidence) {
        MirrorLines lines = new MirrorLines(evidence);
        List<Line> all = new ArrayList<>();
        DataClass.replicated().forEach(dataClass -> all.add(lines.replicated(dataClass)));
        all.add(lines.schemas());
        all.add(lines.tombstones());
        all.add(lines.notInUsEast());
        all.add(lines.strictAtHome());
        all.add(lines.strictElsewhere());
        return all;
    }

    private Line replicated(DataClass dataClass) {
        List<String> expected = platform.keys(ACME, dataClass);
        MirroredKeys mirrored = MirroredKeys.of(source(dataClass), mirror(dataClass));
        return Line.exactly(
                "replicated: acme " + dataClass.id() + " to eu-central, once each",
                Integer.toString(expected.size()),
                mirrored.describe(expected));
    }

    private Line schemas() {
        List<ConsumerRecord<byte[], byte[]>> values = DataClass.replicated().stream()
                .flatMap(dataClass -> mirror(dataClass).stream())
                .filter(record -> record.value() != null)
                .toList();
        long resolved = DataClass.replicated().stream()
                .mapToLong(dataClass -> ResolvedSchemas.count(
                        dataClass, mirror(dataClass), evidence.in(EU_CENTRAL).registry()))
                .sum();
        return Line.exactly("  schema ids that eu-central's registry resolves", values.size(), resolved);
    }

    private Line tombstones() {
        long expected = 0;
        long found = 0;
        for (DataClass dataClass : DataClass.replicated()) {
            List<String> deleted = platform.deletedKeys(ACME, dataClass);
            expected += deleted.size();
            found += deleted.stream()
                    .filter(key -> MirroredKeys.endsWithOneTombstone(mirror(dataClass), key))
                    .count();
        }
        return Line.exactly("  deletions that followed", expected, found);
    }

    private Line notInUsEast() {
        return Line.exactly(
                "kept away: acme in us-east, which is no standby",
                0,
                evidence.in(US_EAST).elsewhere(ACME, List.of()).size());
    }

    private Line strictAtHome() {
        long expected = 0;
        long found = 0;
        for (DataClass dataClass : DataClass.replicated()) {
            expected += platform.keys(BOREALIS, dataClass).size()
                    + platform.deletedKeys(BOREALIS, dataClass).size();
            found +=
                    evidence.in(EU_WEST).topic(Topics.home(dataClass), BOREALIS).size();
        }
        return Line.exactly("strict: borealis' four classes at home", expected, found);
    }

    private Line strictElsewhere() {
        long leaving = DataClass.replicated().stream()
                .mapToLong(dataClass -> evidence.in(EU_WEST)
                        .topic(Topics.egress(dataClass), BOREALIS)
                        .size())
                .sum();
        long gone =
                (long) evidence.in(EU_CENTRAL).elsewhere(BOREALIS, List.of()).size()
                        + evidence.in(US_EAST).elsewhere(BOREALIS, List.of()).size();
        return Line.exactly("  on their way out, or in another region", 0, leaving + gone);
    }

    private List<ConsumerRecord<byte[], byte[]>> source(DataClass dataClass) {
        return evidence.in(EU_WEST).topic(Topics.egress(dataClass));
    }

    private List<ConsumerRecord<byte[], byte[]>> mirror(DataClass dataClass) {
        return evidence.in(EU_CENTRAL).topic(Topics.mirror(EU_WEST, Topics.egress(dataClass)));
    }
}
