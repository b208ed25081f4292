package io.domicile.router.fault;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Never skips a record that cannot be read: the transaction is given up. Bytes always can, so this means a defect. */
public final class FailingDeserializationHandler implements DeserializationExceptionHandler {

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}
