package io.domicile.replicator.lane;

import io.domicile.kit.schema.ClassSchemas;
import io.domicile.replicator.schema.SchemaRule;
import io.domicile.residency.DataClass;
import io.domicile.residency.link.LinkTopic;
import io.domicile.residency.tag.TagReading;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyHeartbeat;
import io.domicile.schemas.policy.PolicyManifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;

/** Which schema rule a record's value has to meet. */
final class SchemaRules {

    private static final SchemaRule POLICY = new SchemaRule.AnyOf(List.of(
            OrganizationPolicyEntry.getClassSchema(),
            PolicyManifest.getClassSchema(),
            PolicyHeartbeat.getClassSchema()));

    private SchemaRules() {}

    /** The rule, or empty where there is none: then the record does not cross. */
    static Optional<SchemaRule> of(LinkTopic topic, TagReading tag, Headers headers) {
        if (topic instanceof LinkTopic.Policy) {
            return Optional.of(POLICY);
        }
        if (topic instanceof LinkTopic.Egress egress) {
            return declared(egress.dataClass());
        }
        if (!(tag instanceof TagReading.Valid valid)) {
            return Optional.empty();
        }
        Optional<DataClass> dataClass = DataClass.find(valid.tag().dataClass());
        if (dataClass.isEmpty() || dataClass.get().isReplicated()) {
            return dataClass.flatMap(SchemaRules::declared);
        }
        // On its way home, where its bytes belong: nothing is projected
        return Optional.of(
                ClassSchemas.isFramedAvro(headers)
                        ? new SchemaRule.Framed(declaredNames(dataClass.get()))
                        : new SchemaRule.Opaque());
    }

    private static Set<String> declaredNames(DataClass dataClass) {
        return ClassSchemas.of(dataClass).map(Schema::getFullName).map(Set::of).orElse(Set.of());
    }

    private static Optional<SchemaRule> declared(DataClass replicated) {
        return ClassSchemas.of(replicated).map(SchemaRule.Declared::new);
    }
}
