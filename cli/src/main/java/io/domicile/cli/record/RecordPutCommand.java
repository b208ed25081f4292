package io.domicile.cli.record;

import io.domicile.cli.ExitStatus;
import io.domicile.cli.UsageException;
import io.domicile.cli.connection.KafkaOptions;
import io.domicile.cli.connection.RegistryOptions;
import io.domicile.kit.kafka.HeaderNames;
import io.domicile.kit.kafka.RecordHeaders;
import io.domicile.kit.schema.ClassSchemas;
import io.domicile.kit.topic.Topics;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.serde.JsonToAvro;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code domicile record put}. */
@Command(
        name = "put",
        description = "Writes one record of a data class to its ingress topic, as framed Avro.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Prints topic, partition and offset once all in-sync replicas have the record.",
            "",
            "Example:",
            "  domicile record put --class role-definitions --organization acme --entity viewer \\",
            "      --json '{\"permissions\": [\"dashboards:read\"], \"updated_at\": \"2026-01-06T10:00:00Z\"}' \\",
            "      --bootstrap-server 127.0.0.1:19091 --registry-url http://127.0.0.1:18081/apis/ccompat/v7"
        })
final class RecordPutCommand implements Callable<Integer> {

    @Option(names = "--class", required = true, paramLabel = "<class>", description = "Data class, such as telemetry.")
    @SuppressWarnings("NullAway.Init")
    private String dataClass;

    @Option(names = "--organization", required = true, paramLabel = "<id>", description = "Opaque id.")
    @SuppressWarnings("NullAway.Init")
    private String organization;

    @Option(
            names = "--entity",
            required = true,
            paramLabel = "<id>",
            description = "Device, user pseudonym, role, key prefix, or 'settings'. Crosses borders: never a name.")
    @SuppressWarnings("NullAway.Init")
    private String entity;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Value value;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RegistryOptions registry = new RegistryOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DataClass known = DataClass.find(dataClass)
                .orElseThrow(() -> new UsageException("--class: there is no class '" + dataClass + "'; there are "
                        + Arrays.stream(DataClass.values()).map(DataClass::id).collect(Collectors.joining(", "))));
        RecordKey key = new RecordKey(new OrganizationId(organization), entity);
        Optional<String> json = value.json();
        byte[] framed = json.isPresent() ? framed(known, json.get()) : null;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(Topics.ingress(known), key.toBytes(), framed);
        if (!known.isReplicated() && framed != null) {
            RecordHeaders.add(record.headers(), HeaderNames.CONTENT_TYPE, HeaderNames.FRAMED_AVRO);
        }
        RecordMetadata stored = send(record);
        spec.commandLine()
                .getOut()
                .println("topic=" + stored.topic() + " partition=" + stored.partition() + " offset=" + stored.offset());
        return ExitStatus.SUCCESS;
    }

    private byte[] framed(DataClass known, String json) {
        Schema schema = ClassSchemas.of(known)
                .orElseThrow(() -> new UsageException(
                        "--class: values of '" + known.id() + "' have no schema; none can be written"));
        GenericRecord avro = new JsonToAvro(schema).toAvro(json);
        return new FramedWriter<GenericRecord>(registry.connect(), schema).write(avro);
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws InterruptedException {
        try (Producer<byte[], byte[]> producer = kafka.connect().producer()) {
            return producer.send(record).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException("the record was not stored", failed.getCause());
        }
    }
}
