package io.domicile.demo.verdict;

import static io.domicile.demo.cast.Cast.DUNES;
import static io.domicile.demo.cast.Cast.EU_CENTRAL;
import static io.domicile.demo.cast.Cast.EU_WEST;
import static io.domicile.demo.cast.Cast.NOBODY_KNOWS;
import static io.domicile.demo.cast.Cast.US_EAST;

import io.domicile.demo.cast.Cast;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.RegionId;
import io.domicile.residency.decision.BlockReason;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.serde.FramedReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What was blocked, and where it stayed. */
final class BlockLines {

    private final Evidence evidence;

    private BlockLines(Evidence evidence) {
        this.evidence = evidence;
    }

    static List<Line> of(Evidence evidence) {
        BlockLines lines = new BlockLines(evidence);
        List<Line> all = new ArrayList<>();
        all.add(lines.quarantined());
        all.add(lines.unknownElsewhere());
        all.add(lines.refused());
        all.add(lines.noticed());
        all.add(lines.storedNowhere());
        all.add(lines.nothingElseHeldBack());
        return all;
    }

    private Line quarantined() {
        long found = evidence.in(EU_WEST).topic(Topics.QUARANTINE, NOBODY_KNOWS).stream()
                .filter(record -> Tags.values(record, HeaderNames.REASON)
                        .equals(List.of(BlockReason.UNKNOWN_ORGANIZATION.code())))
                .count();
        return Line.exactly(
                "blocked: unknown-organization, in eu-west's quarantine",
                evidence.fleet().published(NOBODY_KNOWS),
                found);
    }

    private Line unknownElsewhere() {
        List<String> arrival = List.of(Topics.QUARANTINE);
        long found = evidence.in(EU_WEST).elsewhere(NOBODY_KNOWS, arrival).stream()
                .filter(record -> !record.topic().startsWith("ingress."))
                .count();
        for (RegionId other : List.of(EU_CENTRAL, US_EAST)) {
            found += evidence.in(other).elsewhere(NOBODY_KNOWS, List.of()).size();
        }
        return Line.exactly("  its records anywhere else", 0, found);
    }

    private Line refused() {
        FramedReader<AuditEntry> reader =
                FramedReader.specific(evidence.in(EU_WEST).registry(), AuditEntry.getClassSchema());
        long found = evidence.in(EU_WEST).topic(Topics.AUDIT).stream()
                .map(record -> reader.read(record.value()))
                .filter(entry -> BlockReason.STRICT_RESIDENCY.code().equals(entry.getReason()))
                .count();
        return Line.exactly(
                "blocked: strict-residency, dunes' audit entries in eu-west",
                evidence.fleet().published(DUNES),
                found);
    }

    private Line noticed() {
        String home = '"' + US_EAST.value() + '"';
        long told = evidence.fleet().of(DUNES).stream()
                .filter(device ->
                        device.notices().size() == 1 && device.notices().get(0).contains(home))
                .count();
        return Line.exactly(
                "  devices told once where home is", evidence.fleet().of(DUNES).size(), told);
    }

    private Line storedNowhere() {
        long found = Cast.REGIONS.stream()
                .mapToLong(region ->
                        evidence.in(region).elsewhere(DUNES, List.of()).size())
                .sum();
        return Line.exactly("  its records in any topic of any region", 0, found);
    }

    private Line nothingElseHeldBack() {
        long quarantined = 0;
        long deadLetters = 0;
        for (RegionId region : Cast.REGIONS) {
            List<ConsumerRecord<byte[], byte[]>> held = evidence.in(region).topic(Topics.QUARANTINE);
            quarantined += held.size();
            deadLetters += evidence.in(region).topic(Topics.DEAD_LETTER).size();
        }
        quarantined -=
                evidence.in(EU_WEST).topic(Topics.QUARANTINE, NOBODY_KNOWS).size();
        return Line.exactly("blocked: anything else, in quarantine or dead letters", 0, quarantined + deadLetters);
    }
}
