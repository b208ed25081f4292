package io.domicile.replicator.simulation;

import io.domicile.replicator.schema.ValueTranslator;
import io.domicile.replicator.topic.MirroredTopic;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RegionId;
import io.domicile.residency.policy.OrganizationPolicy;
import io.domicile.residency.policy.OrganizationState;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.tag.ResidencyTag;
import io.domicile.residency.tag.TagCodec;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.serde.FramedWriter;
import io.domicile.testkit.fake.InMemorySchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The records behind the entries of simulated sources, and whose they are. Shared by all worlds. */
final class Records {

    static final RegionId WEST = new RegionId("eu-west");
    static final RegionId CENTRAL = new RegionId("eu-central");

    private static final InMemorySchemaRegistry SOURCE = new InMemorySchemaRegistry(1);
    private static final InMemorySchemaRegistry TARGET = new InMemorySchemaRegistry(500);
    private static final byte[] ROLE = new FramedWriter<RoleDefinition>(SOURCE, RoleDefinition.getClassSchema())
            .write(RoleDefinition.newBuilder()
                    .setPermissions(List.of("read"))
                    .setInherits(List.of())
                    .setUpdatedAt(Instant.EPOCH)
                    .build());
    private static final byte[] NO_ROLE = {0, 0, 0, 1, 1, 2, 3};
    private static final Map<Entry.Kind, String> TAGGED = new EnumMap<>(Map.of(
            Entry.Kind.ALLOWED, "acme",
            Entry.Kind.SWITCHED, "borealis",
            Entry.Kind.UNKNOWN, "nobody",
            Entry.Kind.FOREIGN, "cygnus",
            Entry.Kind.FORGED, "acme",
            Entry.Kind.UNDECLARED, "acme"));

    private Records() {}

    static ValueTranslator translator() {
        return new ValueTranslator(SOURCE, TARGET);
    }

    static OrganizationPolicy policy(Entry.Kind kind, boolean strict) {
        return new OrganizationPolicy(
                new OrganizationId(TAGGED.get(kind)),
                kind == Entry.Kind.FOREIGN ? CENTRAL : WEST,
                kind == Entry.Kind.FOREIGN ? List.of(WEST) : List.of(CENTRAL),
                strict,
                false,
                OrganizationState.ACTIVE,
                1);
    }

    static ConsumerRecord<byte[], byte[]> of(MirroredTopic topic, Entry entry) {
        byte[] key = key(entry).getBytes(StandardCharsets.UTF_8);
        byte[] value = entry.kind() == Entry.Kind.UNDECLARED ? NO_ROLE : ROLE;
        return new ConsumerRecord<>(
                topic.source(),
                0,
                entry.offset(),
                entry.number(),
                TimestampType.CREATE_TIME,
                key.length,
                value.length,
                key,
                value,
                headers(entry.kind()),
                Optional.of(entry.leaderEpoch()));
    }

    /** The entry's number, as the copy's key tells it. */
    static int number(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        return Integer.parseInt(text.substring(text.lastIndexOf('-') + 1));
    }

    private static String key(Entry entry) {
        String organization = entry.kind() == Entry.Kind.FORGED ? "borealis" : TAGGED.get(entry.kind());
        return organization + "/role-" + entry.number();
    }

    private static Headers headers(Entry.Kind kind) {
        RecordHeaders headers = new RecordHeaders();
        TagCodec.encode(new ResidencyTag(
                        kind == Entry.Kind.FOREIGN ? CENTRAL : WEST,
                        new Jurisdiction("EU"),
                        new OrganizationId(TAGGED.get(kind)),
                        DataClass.ROLE_DEFINITIONS.id(),
                        1))
                .forEach(headers::add);
        return headers;
    }
}
