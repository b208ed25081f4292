package io.domicile.kit.republish;

import io.domicile.kit.kafka.ToolClients;
import io.domicile.kit.kafka.TopicReader;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/**
 * Sends the current keys of an organization through the router again, so that what a wider policy allows arrives where it
 * allows it: widening is not retroactive by itself.
 *
 * <p>The current value of every key is read at {@code home.<class>} and written to {@code ingress.<class>}, in the same
 * partition. The router decides the copy like any record; here nothing is decided and nothing crosses a border.
 *
 * <p><b>Convergence.</b> Somebody may write a key while its copy is under way. Written behind the copy, the new value
 * comes out behind it. Written before the copy but not yet at home when the copy was made, it comes out first, and the
 * older copy behind it. Each copy therefore names the offset of its original. Once it came out at home, whatever came out
 * of the same key between the two is newer than the copy, and is sent again itself; and so on until the last record of
 * the key is its newest. A deletion is sent again likewise. Until then, normally for less than a second, readers of home,
 * egress and standby see the older value behind the newer one, a deleted key included. A reader that must not (a check of
 * revoked credentials) looks at the update time in the value, or is told of the republication.
 *
 * <p>A copy that the router decided by an older policy than the one that was asked for is sent again as well.
 *
 * <p>A run that ends early leaves no key lost but may leave a key stale: copies that it sent come out later. Another run
 * finds these, by the same names, as long as compaction has not removed the newer value. One thread uses an instance.
 */
public final class Republisher {

    private final OrganizationId organization;
    private final long epoch;
    private final ToolClients clients;
    private final String run;
    private final Duration patience;

    /**
     * @param epoch of the policy that every copy must have been decided by, or by a later one
     * @param clients their patience bounds how long a copy may take to come out at home
     * @param run unique
     * @param patience how long it may take until the copies of a few hundred keys have settled
     */
    public Republisher(OrganizationId organization, long epoch, ToolClients clients, String run, Duration patience) {
        this.organization = organization;
        this.epoch = epoch;
        this.clients = clients;
        this.run = run;
        this.patience = patience;
    }

    /**
     * How many keys there are, and how many copies were sent.
     *
     * @param keys current ones
     * @param copies more than keys where values were written meanwhile
     */
    public record Counts(long keys, long copies) {

        Counts plus(Counts other) {
            return new Counts(keys + other.keys, copies + other.copies);
        }
    }

    /**
     * Counts the current keys, writes nothing.
     *
     * @throws org.apache.kafka.common.KafkaException if a topic cannot be read
     */
    public Counts rehearse(DataClass dataClass) {
        try (TopicReader home = new TopicReader(Topics.home(dataClass), clients)) {
            Counts all = new Counts(0, 0);
            for (Map.Entry<Integer, Long> end : home.committedEnds().entrySet()) {
                PartitionCopies copies = new PartitionCopies(organization, run);
                home.read(end.getKey(), 0, end.getValue(), copies::observe);
                all = all.plus(new Counts(copies.current().size(), 0));
            }
            return all;
        }
    }

    /**
     * Sends the current keys of one of the four replicated classes, and returns once all have settled.
     *
     * @throws RepublishStalledException if copies do not come out at home in time
     * @throws org.apache.kafka.common.KafkaException if a topic cannot be read or written
     */
    public Counts republish(DataClass dataClass) {
        if (!dataClass.isReplicated()) {
            throw new IllegalArgumentException("class '" + dataClass.id() + "' is regional; its records stay at home");
        }
        Counts all = new Counts(0, 0);
        try (TopicReader home = new TopicReader(Topics.home(dataClass), clients);
                Producer<byte[], byte[]> producer = clients.producer()) {
            CopyWriter writer = new CopyWriter(Topics.ingress(dataClass), run, producer);
            for (Map.Entry<Integer, Long> end : home.committedEnds().entrySet()) {
                PartitionPass pass = new PartitionPass(
                        home, end.getKey(), writer, new PartitionCopies(organization, run), epoch, patience);
                all = all.plus(pass.run(end.getValue()));
            }
        }
        return all;
    }
}
