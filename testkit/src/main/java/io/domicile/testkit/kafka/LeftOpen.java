package io.domicile.testkit.kafka;

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
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;

/**
 * What a broker keeps where it drops the markers of a transaction (KAFKA-20734): a record and an offset under a producer id,
 * outside any transaction that the coordinator knows of. Only a broker that verifies no partitions of transactions ({@code
 * transaction.partition.verification.enable=false}) takes them so. Throws an {@link AssertionError} where it does not.
 *
 * <p>Confined to one thread.
 */
public final class LeftOpen {

    /** The last versions in which requests do not make their partitions a part of the transaction. */
    private static final short OFFSET_VERSION = 4;

    private static final short RECORD_VERSION = 11;

    private final String address;
    private final String transactionalId;
    private final long producerId;
    private final short producerEpoch;

    /** @param transactionalId whose last transaction has ended */
    public LeftOpen(String bootstrapServers, String transactionalId) throws InterruptedException, ExecutionException {
        this.address = bootstrapServers;
        this.transactionalId = transactionalId;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            TransactionDescription last = admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get();
            this.producerId = last.producerId();
            this.producerEpoch = (short) last.producerEpoch();
        }
    }

    /** Leaves the group's offset 1 pending. */
    public void offset(String group, TopicPartition partition) throws IOException {
        TxnOffsetCommitRequest request = new TxnOffsetCommitRequest.Builder(
                        transactionalId,
                        group,
                        producerId,
                        producerEpoch,
                        Map.of(partition, new TxnOffsetCommitRequest.CommittedOffset(1, "", Optional.empty())),
                        false)
                .build(OFFSET_VERSION);
        send(request, ApiKeys.TXN_OFFSET_COMMIT, OFFSET_VERSION);
    }

    /** Leaves a record open: the partition is stable before it, and no further. */
    public void record(TopicPartition partition, byte[] key, byte[] value) throws IOException {
        MemoryRecords records = MemoryRecords.withTransactionalRecords(
                Compression.NONE, producerId, producerEpoch, 0, new SimpleRecord(0, key, value));
        ProduceRequestData.TopicProduceData topic = new ProduceRequestData.TopicProduceData()
                .setName(partition.topic())
                .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                        .setIndex(partition.partition())
                        .setRecords(records)));
        ProduceRequestData data = new ProduceRequestData()
                .setTransactionalId(transactionalId)
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTopicData(new ProduceRequestData.TopicProduceDataCollection(
                        List.of(topic).iterator()));
        send(ProduceRequest.builder(data).build(RECORD_VERSION), ApiKeys.PRODUCE, RECORD_VERSION);
    }

    private void send(AbstractRequest request, ApiKeys api, short version) throws IOException {
        RequestHeader header = new RequestHeader(api, version, "test", 1);
        ByteBuffer bytes = request.serializeWithHeader(header);
        String[] hostAndPort = address.split(":", 2);
        try (Socket socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            AbstractResponse answer =
                    AbstractResponse.parseResponse(ByteBuffer.wrap(in.readNBytes(in.readInt())), header);
            if (answer.errorCounts().keySet().stream().anyMatch(error -> error != Errors.NONE)) {
                throw new AssertionError("the broker refuses it: " + answer.errorCounts());
            }
        }
    }
}
