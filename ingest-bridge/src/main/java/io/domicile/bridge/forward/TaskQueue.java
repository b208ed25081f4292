package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.Ending;
import io.domicile.bridge.ledger.InFlight;
import io.domicile.bridge.mqtt.Intake;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * ended connection are taken out. No message is left in it, and so none keeps its place, once intake was stopped and the
 * worker has ended. Any thread may call any method; only {@link #next} blocks.
 */
public final class TaskQueue implements Intake {

    private static final int INITIAL_CAPACITY = 1024;

    private final LinkedBlockingQueue<Task> arrived = new LinkedBlockingQueue<>();

    /** Every one of them is older than all that arrived and were not taken yet. */
    private final PriorityBlockingQueue<Task> returned = new PriorityBlockingQueue<>(
            INITIAL_CAPACITY, Comparator.comparingLong(task -> task.message().sequence()));

    /** What came after intake was stopped: nobody handles it. */
    private final Queue<InFlight> late = new ConcurrentLinkedQueue<>();

    private volatile long takenBefore = Long.MAX_VALUE;
    private volatile boolean abandoned;

    @Override
    public void take(InFlight message) {
        if (message.sequence() < takenBefore) {
            arrived.add(Task.of(message));
        } else if (message.isAtMostOnce()) {
            message.settle(Ending.STOPPING);
        } else {
            // Never acknowledged, so the broker's again. It keeps its place until the connection or the worker ends, so
            // that no more is read than the window holds
            late.add(message);
        }
        releaseWhereOver();
    }

    @Override
    public void connectionEnded() {
        arrived.removeIf(task -> forgotten(task.message()));
        returned.removeIf(task -> forgotten(task.message()));
        late.removeIf(TaskQueue::forgotten);
    }

    private static boolean forgotten(InFlight message) {
        boolean ended = message.isSettled();
        if (ended) {
            message.forget();
        }
        return ended;
    }

    /**
     * From now on nothing more is handled than what has a rank below this mark.
     *
     * @param mark of the ledger, after every message that is still to be handled
     */
    public void stopIntake(long mark) {
        takenBefore = mark;
        releaseWhereOver();
    }

    /**
     * Nobody takes anything any more: ends every waiting message that nobody would deliver again, and gives the places
     * of the others back. Those are the broker's, and are not acknowledged.
     */
    public void abandon() {
        abandoned = true;
        release();
    }

    /** After each message that was put in: it may have come behind the last {@link #release}. */
    private void releaseWhereOver() {
        if (abandoned && takenBefore < Long.MAX_VALUE) {
            release();
        }
    }

    private void release() {
        for (Task task = poll(); task != null; task = poll()) {
            if (task.message().isAtMostOnce()) {
                task.message().settle(Ending.STOPPING);
            } else {
                task.message().forget();
            }
        }
        for (InFlight message = late.poll(); message != null; message = late.poll()) {
            message.forget();
        }
    }

    private @Nullable Task poll() {
        Task task = returned.poll();
        return task == null ? arrived.poll() : task;
    }

    /** Puts a task back. */
    void again(Task task) {
        returned.add(task);
        releaseWhereOver();
    }

    Optional<Task> next(Duration atMost) throws InterruptedException {
        Task task = poll();
        if (task == null) {
            task = arrived.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
        return Optional.ofNullable(task == null ? returned.poll() : task);
    }
}
