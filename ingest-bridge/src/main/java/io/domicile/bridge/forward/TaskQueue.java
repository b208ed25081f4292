package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.mqtt.Intake;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the worker, in the order of arrival. What comes back, because Kafka did not write it, takes its old rank:
 * so one device's records are first written in the order in which they came. What arrived and is taken while others come
 * back meets a producer that failed, and comes back, too.
 *
 * <p>It needs no bound of its own: a message has a place in the {@link io.domicile.bridge.ledger.Window}, and those of an
 * ended connection are taken out.
 */
public final class TaskQueue implements Intake {

    private static final int INITIAL_CAPACITY = 1024;

    private final LinkedBlockingQueue<Task> arrived = new LinkedBlockingQueue<>();

    /** Every one of them is older than all that arrived and were not taken yet. */
    private final PriorityBlockingQueue<Task> returned = new PriorityBlockingQueue<>(
            INITIAL_CAPACITY, Comparator.comparingLong(task -> task.message().sequence()));

    private volatile boolean stopping;

    @Override
    public void take(InFlight message) {
        if (!stopping) {
            arrived.add(Task.of(message));
        } else if (message.isAtMostOnce()) {
            message.settle(Ending.STOPPING);
        }
        // Else neither acknowledged nor handled: it is released when the connection ends, and keeps its place until
        // then,
        // so that no more is read than the window holds
    }

    @Override
    public void connectionEnded() {
        arrived.removeIf(TaskQueue::forgotten);
        returned.removeIf(TaskQueue::forgotten);
    }

    private static boolean forgotten(Task task) {
        boolean ended = task.message().isSettled();
        if (ended) {
            task.message().forget();
        }
        return ended;
    }

    /** From now on nothing more is taken in. */
    public void stopIntake() {
        stopping = true;
    }

    /** Ends every waiting message that nobody would deliver again; those of quality of service 1 are the broker's. */
    public void abandon() {
        for (Task task = poll(); task != null; task = poll()) {
            if (task.message().isAtMostOnce()) {
                task.message().settle(Ending.STOPPING);
            } else {
                task.message().forget();
            }
        }
    }

    private @Nullable Task poll() {
        Task task = returned.poll();
        return task == null ? arrived.poll() : task;
    }

    /** Puts a task back. */
    void again(Task task) {
        returned.add(task);
    }

    Optional<Task> next(Duration atMost) throws InterruptedException {
        Task task = poll();
        if (task == null) {
            task = arrived.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Optional.ofNullable(task == null ? returned.poll() : task);
    }
}
