package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.mqtt.Intake;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * What waits for the worker, in the order of arrival.
 *
 * <p>Messages of quality of service 1 always find room: the receive maximum bounds those of one connection, and those of
 * an ended connection are taken out. Messages of quality of service 0 find room only while fewer than the window wait;
 * otherwise they are dropped and counted, for the thread that reads the socket must never wait.
 */
public final class TaskQueue implements Intake {

    private final BlockingDeque<Task> waiting = new LinkedBlockingDeque<>();
    private final int window;
    private volatile boolean stopping;

    /** @param window how many messages may wait before those of quality of service 0 are dropped */
    public TaskQueue(int window) {
        this.window = window;
    }

    @Override
    public void take(InFlight message) {
        if (stopping) {
            // Not acknowledged and not handled: released when the connection ends
            if (message.isAtMostOnce()) {
                message.settle(Ending.STOPPING);
            }
            return;
        }
        if (message.isAtMostOnce() && waiting.size() >= window) {
            message.settle(Ending.NO_ROOM);
            return;
        }
        waiting.add(Task.of(message));
    }

    @Override
    public void connectionEnded() {
        waiting.removeIf(task -> task.message().isSettled());
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
            }
        }
    }

    /** Puts a task in front of all that wait. */
    void again(Task task) {
        waiting.addFirst(task);
    }

    Optional<Task> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(waiting.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
    }
}
