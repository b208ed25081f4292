package io.domicile.router.acknowledgement;

import io.domicile.kit.barrier.AcknowledgementEncoder;
import io.domicile.residency.RegionId;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Makes the barrier's members of a router's tasks. Safe for use by any thread.
 *
 * @param lease how long policy is relied on without a heartbeat of its writer; zero: for ever
 * @param transactionTimeout how long a transaction of a task may stay open
 * @param floors below which tasks decide nothing
 */
public record TaskMembers(
        RegionId here,
        Duration lease,
        Duration transactionTimeout,
        AcknowledgementEncoder encoder,
        TaskFloors floors,
        InstantSource clock) {

    /**
     * A task that begins.
     *
     * @param task its id, such as {@code 0_3}; it keeps it over restarts
     */
    public TaskMember of(String task) {
        return new TaskMember(here, task, lease, transactionTimeout, encoder, floors.ofNow(), clock);
    }
}
