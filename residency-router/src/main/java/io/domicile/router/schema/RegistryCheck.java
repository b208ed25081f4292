package io.domicile.router.schema;

import io.domicile.kit.schema.ClassSchemas;
import io.domicile.kit.schema.WriterSchemas;
import io.domicile.residency.DataClass;
import io.domicile.router.route.SchemaCheck;
import io.domicile.schemas.wire.WireFormat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Asks the schema registry once for each schema id and remembers its answer.
 *
 * <ol>
 *   <li>A registry that does not answer in time leaves the record undecided: {@link RegistrySilentException}. The
 *       question stays open, and {@link #answers()} is false until {@link #askAgain} has brought an answer.
 *   <li>That an id may write a class never changes. That it may not is asked again after {@link #REFUSAL_LIFE}, since
 *       an id may be registered any time.
 * </ol>
 *
 * <p>Safe for use by any thread; questions are asked on the executor's.
 */
public final class RegistryCheck implements SchemaCheck {

    static final Duration REFUSAL_LIFE = Duration.ofSeconds(5);

    /** A bound against a flood of unknown ids; far above the number of schemas a region has. */
    private static final int MAXIMUM = 10_000;

    private final WriterSchemas schemas;
    private final Executor executor;
    private final Duration patience;
    private final InstantSource clock;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Question, FutureTask<Boolean>> asked = new ConcurrentHashMap<>();
    private volatile @Nullable Question unanswered;

    /** @param patience how long one record waits for an answer */
    public RegistryCheck(WriterSchemas schemas, Executor executor, Duration patience, InstantSource clock) {
        this.schemas = schemas;
        this.executor = executor;
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public boolean belongs(DataClass dataClass, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return true;
        }
        Optional<Schema> released = ClassSchemas.required(dataClass, headers);
        if (released.isEmpty()) {
            return true;
        }
        OptionalInt schemaId = WireFormat.findSchemaId(value);
        return schemaId.isPresent() && mayWrite(new Question(dataClass, schemaId.getAsInt()), released.get());
    }

    /** Whether the registry has answered every question so far, as far as is known. */
    public boolean answers() {
        return unanswered == null;
    }

    /** Asks the question again that stayed open. Does not wait: {@link #answers()} will tell. */
    public void askAgain() {
        Question open = unanswered;
        if (open != null) {
            Future<Boolean> unused = ask(open, ClassSchemas.of(open.dataClass()).orElseThrow());
        }
    }

    private boolean mayWrite(Question question, Schema released) {
        Answer known = answers.get(question);
        if (known != null && (known.mayWrite() || clock.millis() < known.goodUntil())) {
            return known.mayWrite();
        }
        try {
            return ask(question, released).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RegistrySilentException("interrupted while waiting for the schema registry");
        } catch (ExecutionException | TimeoutException silent) {
            unanswered = question;
            throw new RegistrySilentException("the schema registry did not answer");
        }
    }

    private Future<Boolean> ask(Question question, Schema released) {
        FutureTask<Boolean> asking = new FutureTask<>(() -> askNow(question, released));
        FutureTask<Boolean> before = asked.putIfAbsent(question, asking);
        if (before != null) {
            return before;
        }
        try {
            executor.execute(asking);
        } catch (RejectedExecutionException closed) {
            asked.remove(question);
            throw new RegistrySilentException("nobody is asked any more: the router closes");
        }
        return asking;
    }

    private boolean askNow(Question question, Schema released) {
        try {
            boolean mayWrite = schemas.mayWrite(released, question.schemaId());
            remember(question, mayWrite);
            return mayWrite;
        } finally {
            asked.remove(question);
        }
    }

    private void remember(Question question, boolean mayWrite) {
        if (answers.size() >= MAXIMUM) {
            answers.clear();
        }
        answers.put(question, new Answer(mayWrite, clock.millis() + REFUSAL_LIFE.toMillis()));
        // Any answer shows that the registry is there again
        unanswered = null;
    }

    private record Question(DataClass dataClass, int schemaId) {}

    private record Answer(boolean mayWrite, long goodUntil) {}
}
