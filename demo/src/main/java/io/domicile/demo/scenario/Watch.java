package io.domicile.demo.scenario;

import io.domicile.demo.cast.Cast;
import io.domicile.demo.world.LagProbe;
import io.domicile.demo.world.Regions;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.decision.BlockReason;
import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.testkit.kafka.RecordsProbe;
import java.util.function.Function;

/** Follows the topics by which progress is told. One thread at a time. */
final class Watch implements AutoCloseable {

    private final RecordsProbe home;
    private final RecordsProbe heldBack;
    private final RecordsProbe forwarded;
    private final RecordsProbe replicated;
    private final RecordsProbe platform;
    private final RecordsProbe audit;
    private final FramedReader<AuditEntry> auditReader;
    private final LagProbe lag;

    Watch(Regions regions) {
        String west = regions.get(Cast.EU_WEST).kafka().bootstrapServers();
        String central = regions.get(Cast.EU_CENTRAL).kafka().bootstrapServers();
        String east = regions.get(Cast.US_EAST).kafka().bootstrapServers();
        this.home = RecordsProbe.committed(west, Topics.home(DataClass.TELEMETRY));
        this.heldBack = RecordsProbe.committed(west, Topics.QUARANTINE);
        this.forwarded = RecordsProbe.committed(east, Topics.home(DataClass.TELEMETRY));
        this.replicated = RecordsProbe.committed(
                central, topics(dataClass -> Topics.mirror(Cast.EU_WEST, Topics.egress(dataClass))));
        this.platform = RecordsProbe.committed(west, topics(Topics::home));
        this.audit = RecordsProbe.committed(west, Topics.AUDIT);
        this.auditReader = FramedReader.specific(regions.get(Cast.EU_WEST).registry(), AuditEntry.getClassSchema());
        this.lag = new LagProbe(regions);
    }

    /** What the topics hold now. */
    Counts counts() throws InterruptedException {
        return new Counts(
                home.readAll().size(),
                forwarded.readAll().size(),
                replicated.readAll().size(),
                heldBack.readAll().size(),
                platform.readAll().size(),
                refused(),
                lag.records().values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Blocks until eu-west's home topic holds a record. */
    void awaitFirstStored() {
        home.awaitAtLeast(1);
    }

    LagProbe lag() {
        return lag;
    }

    @Override
    public void close() {
        home.close();
        heldBack.close();
        forwarded.close();
        replicated.close();
        platform.close();
        audit.close();
        lag.close();
    }

    private long refused() {
        return audit.readAll().stream()
                .map(record -> auditReader.read(record.value()))
                .filter(entry -> BlockReason.STRICT_RESIDENCY.code().equals(entry.getReason()))
                .count();
    }

    private static String[] topics(Function<DataClass, String> ofReplicated) {
        return DataClass.replicated().stream().map(ofReplicated).toArray(String[]::new);
    }

    /**
     * Records by what became of them.
     *
     * @param platform those of the replicated classes, stored at home
     * @param refused entries in eu-west's audit about a strict organization's
     * @param worstLag of any link, in records
     */
    record Counts(
            long stored,
            long forwarded,
            long replicated,
            long quarantined,
            long platform,
            long refused,
            long worstLag) {}
}
