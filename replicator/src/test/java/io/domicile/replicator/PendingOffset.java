package io.domicile.replicator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;

/**
 * Commits an offset under a producer id outside any transaction, as no client does: the broker keeps it pending and
 * nothing ends it. Only a broker that verifies no partitions of transactions takes it.
 */
final class PendingOffset {

    /** The last version in which the request does not make its partition a part of the transaction. */
    private static final short VERSION = 4;

    private PendingOffset() {}

    static void leave(String bootstrapServers, String transactionalId, String group, TopicPartition partition)
            throws IOException, InterruptedException, ExecutionException {
        TransactionDescription last;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            last = admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get();
        }
        TxnOffsetCommitRequest request = new TxnOffsetCommitRequest.Builder(
                        transactionalId,
                        group,
                        last.producerId(),
                        (short) last.producerEpoch(),
                        Map.of(partition, new TxnOffsetCommitRequest.CommittedOffset(1, "", Optional.empty())),
                        false)
                .build(VERSION);
        AbstractResponse answer = send(bootstrapServers, request);
        if (answer.errorCounts().keySet().stream().anyMatch(error -> error != Errors.NONE)) {
            throw new AssertionError("the broker refuses the offset: " + answer.errorCounts());
        }
    }

    private static AbstractResponse send(String address, TxnOffsetCommitRequest request) throws IOException {
        RequestHeader header = new RequestHeader(ApiKeys.TXN_OFFSET_COMMIT, VERSION, "test", 1);
        ByteBuffer bytes = request.serializeWithHeader(header);
        String[] hostAndPort = address.split(":", 2);
        try (Socket socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return AbstractResponse.parseResponse(ByteBuffer.wrap(in.readNBytes(in.readInt())), header);
        }
    }
}
