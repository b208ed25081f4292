package io.domicile.kit.seal;

import io.domicile.kit.seal.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Links the records of the topic of seals, given in their order, and tells where the chain is broken. One thread. */
final class SealChain {

    private final String region;
    private final SealKey key;
    private final boolean isFromTheBeginning;
    private final Consumer<Finding> findings;
    private final List<Seal> seals = new ArrayList<>();
    private @Nullable Seal last;

    /** @param isFromTheBeginning whether the first record given is the first there ever was */
    SealChain(String region, SealKey key, boolean isFromTheBeginning, Consumer<Finding> findings) {
        this.region = region;
        this.key = key;
        this.isFromTheBeginning = isFromTheBeginning;
        this.findings = findings;
    }

    /** @param read empty where the record is no seal */
    void add(long offset, Optional<Seal> read) {
        Seal seal = read.orElse(null);
        Seal before = last;
        long next = before == null ? 1 : before.sequence() + 1;
        if (seal == null || !seal.isAuthentic(key) || !seal.region().equals(region)) {
            say(
                    Kind.FORGED_SEAL,
                    next,
                    "the record at offset " + offset + " of the seals is none of this region's key");
            return;
        }
        if (before == null) {
            first(seal);
        } else if (seal.sequence() <= before.sequence()) {
            say(
                    Kind.FORKED_CHAIN,
                    seal.sequence(),
                    "the record at offset " + offset + " of the seals has sequence " + seal.sequence() + ", behind "
                            + before.sequence());
            return;
        } else {
            follow(before, seal);
        }
        last = seal;
        seals.add(seal);
    }

    /** The authentic seals, in order. */
    List<Seal> seals() {
        return List.copyOf(seals);
    }

    private void first(Seal seal) {
        if (seal.sequence() == 1) {
            if (!seal.previous().equals(Bytes.NONE)) {
                say(Kind.FORKED_CHAIN, 1, "seal 1 follows another seal");
            }
        } else if (isFromTheBeginning) {
            say(Kind.MISSING_SEALS, 1, "seals 1 to " + (seal.sequence() - 1) + " are missing");
        } else {
            say(Kind.NO_LONGER_THERE, 1, "seals 1 to " + (seal.sequence() - 1) + ": removed by retention");
        }
    }

    private void follow(Seal before, Seal seal) {
        if (seal.sequence() > before.sequence() + 1) {
            say(
                    Kind.MISSING_SEALS,
                    before.sequence() + 1,
                    "seals " + (before.sequence() + 1) + " to " + (seal.sequence() - 1) + " are missing");
            return;
        }
        if (!seal.previous().equals(before.link())) {
            say(
                    Kind.FORKED_CHAIN,
                    seal.sequence(),
                    "seal " + seal.sequence() + " follows another seal than the one before it");
        }
        for (int partition = 0; partition < before.ranges().size(); partition++) {
            long end = before.ranges().get(partition).to();
            long begin = partition < seal.ranges().size()
                    ? seal.ranges().get(partition).from()
                    : -1;
            if (begin != end) {
                say(
                        Kind.UNSEALED_GAP,
                        seal.sequence(),
                        "partition " + partition + ": seal " + before.sequence() + " ends at offset " + end + ", seal "
                                + seal.sequence() + (begin < 0 ? " lacks the partition" : " begins at " + begin)
                                + "; entries may have been removed before they were sealed");
            }
        }
    }

    private void say(Kind kind, long sequence, String text) {
        findings.accept(new Finding(kind, sequence, text));
    }
}
