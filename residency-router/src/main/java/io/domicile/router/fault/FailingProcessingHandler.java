package io.domicile.router.fault;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/** Never skips a record that could not be routed: the transaction is given up. Says nothing of the record. */
public final class FailingProcessingHandler implements ProcessingExceptionHandler {

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> settings) {}
}
