package io.domicile.router.fault;

import io.domicile.router.topology.OriginHeader;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Never goes on without a record that could not be written. Says nothing of the record.
 *
 * <ol>
 *   <li>A passing failure gives the task's transaction up and starts it again.
 *   <li>A refusal of the record itself is remembered in the {@link Refusals} and gives the transaction up with its
 *       thread; the record then takes another way.
 *   <li>A record that failed only because it shared a batch with a refused one is passed over, so that the refused one
 *       is heard of: Streams listens to the first failure that counts. Its transaction cannot be committed any more,
 *       since the producer has failed a record of it, and so it is written again.
 *   <li>Any other failure stops the thread.
 * </ol>
 */
public final class FailingProductionHandler implements ProductionExceptionHandler {

    /** Under this name Kafka Streams hands the handler its {@link Refusals}. */
    public static final String REFUSALS = "router-refusals";

    private @Nullable Refusals refusals;

    @Override
    public Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
        if (failure instanceof RetriableException) {
            return Response.retry();
        }
        if (Refusals.isOfTheRecord(failure)) {
            remember(record);
            return Response.fail();
        }
        return failure.getClass().equals(KafkaException.class) ? Response.resume() : Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord record,
            Exception failure,
            SerializationExceptionOrigin origin) {
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        if (settings.get(REFUSALS) instanceof Refusals given) {
            refusals = given;
        }
    }

    private void remember(ProducerRecord<byte[], byte[]> record) {
        Refusals memory = refusals;
        if (memory != null) {
            OriginHeader.find(record.headers()).ifPresent(memory::remember);
        }
    }
}
