package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.mqtt.Intake;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the worker, in the order of arrival. What comes back, because Kafka did not write it, takes its old rank:
 * so one device's records are first written in the order in which they came.
 *
 * <p>It needs no bound of its own: a message has a place in the {@link io.domicile.bridge.ledger.Window}, and those of an
 * ended connection are taken out.
 */
public final class TaskQueue implements Intake {

    private static final int INITIAL_CAPACITY = 1024;

    private final PriorityBlockingQueue<Task> waiting = new PriorityBlockingQueue<>(
            INITIAL_CAPACITY, Comparator.comparingLong(task -> task.message().sequence()));
    private volatile boolean stopping;

    @Override
    public void take(InFlight message) {
        if (!stopping) {
            waiting.add(Task.of(message));
        } else if (message.isAtMostOnce()) {
            message.settle(Ending.STOPPING);
        } else {
            // Not acknowledged and not handled: released when the connection ends
            message.forget();
        }
    }

    @Override
    public void connectionEnded() {
        waiting.removeIf(task -> {
            boolean ended = task.message().isSettled();
            if (ended) {
                task.message().forget();
            }
            return ended;
        });
    }

    /** From now on nothing more is taken in. */
    public void stopIntake() {
        stopping = true;
    }

    /** Ends every waiting message that nobody would deliver again; those of quality of service 1 are the broker's. */
    public void abandon() {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            if (task.message().isAtMostOnce()) {
                task.message().settle(Ending.STOPPING);
            } else {
                task.message().forget();
            }
        }
    }

    /** Puts a task back. */
    void again(Task task) {
        waiting.add(task);
    }

    Optional<Task> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
    }
}
