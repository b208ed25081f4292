package io.domicile.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.registry.SchemaRegistry;
import io.domicile.schemas.registry.SchemaText;
import io.domicile.schemas.serde.FramedReader;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.schemas.wire.WireFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What our client registers and frames, Confluent's own client reads, and the other way round. */
class ConfluentClientOracleIT {

    private static final Instant TIME = Instant.ofEpochMilli(1_763_650_000_123L);

    private static RegistryProcess process;
    private static ConfluentOracle oracle;

    private final SchemaRegistry ours = process.client();

    @BeforeAll
    static void start() throws Exception {
        process = RegistryProcess.start();
        oracle = new ConfluentOracle(process.url());
    }

    @AfterAll
    static void stop() throws Exception {
        oracle.close();
        process.close();
    }

    @Test
    void shouldBeReadByConfluentsClient() throws Exception {
        // given
        ApiKeyMetadata record = ApiKeyMetadata.newBuilder()
                .setPrefix("dk_live")
                .setHashAlgorithm("sha-256")
                .setHash(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setScopes(List.of("read", "write"))
                .setExpiresAt(TIME)
                .setUpdatedAt(TIME)
                .build();

        // when
        byte[] frame = new FramedWriter<ApiKeyMetadata>(ours, ApiKeyMetadata.getClassSchema()).write(record);

        // then
        ByteBuffer buffer = ByteBuffer.wrap(frame);
        assertThat(buffer.get()).isZero();
        String schema = oracle.schemaById(buffer.getInt());
        assertThat(new Schema.Parser().parse(schema))
                .isEqualTo(new Schema.Parser().parse(SchemaText.portable(ApiKeyMetadata.getClassSchema())));
        assertThat(oracle.decode(schema, Arrays.copyOfRange(frame, 5, frame.length)))
                .contains("dk_live")
                .contains("\"write\"")
                .contains("1763650000123");
    }

    @Test
    void shouldReadWhatConfluentsClientWrote() throws Exception {
        // given
        String schema = SchemaText.portable(RoleDefinition.getClassSchema());
        int id = oracle.register("io.domicile.schemas.event.RoleDefinition", schema);
        byte[] body = oracle.encode(
                schema,
                "{\"permissions\": [\"devices:read\"], \"inherits\": [], \"updated_at\": " + TIME.toEpochMilli() + "}");

        // when
        RoleDefinition read = FramedReader.<RoleDefinition>specific(ours, RoleDefinition.getClassSchema())
                .read(WireFormat.frame(id, body));

        // then
        assertThat(read)
                .isEqualTo(RoleDefinition.newBuilder()
                        .setPermissions(List.of("devices:read"))
                        .setUpdatedAt(TIME)
                        .build());
    }

    @Test
    void shouldAgreeOnIdsBothWays() throws Exception {
        // given
        Schema schema = new Schema.Parser()
                .parse(
                        "{\"type\": \"record\", \"name\": \"Agreed\", \"fields\": [{\"name\": \"a\", \"type\": \"long\"}]}");

        // when
        int registeredByUs = ours.register("Agreed", schema);
        int registeredByConfluent = oracle.register("Agreed.other", schema.toString());

        // then
        assertThat(oracle.idOf("Agreed", schema.toString())).isEqualTo(registeredByUs);
        assertThat(ours.idOf("Agreed.other", schema)).isEqualTo(registeredByConfluent);
        assertThat(registeredByConfluent).isEqualTo(registeredByUs);
    }
}
