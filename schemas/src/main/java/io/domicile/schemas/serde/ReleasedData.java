package io.domicile.schemas.serde;

import io.domicile.schemas.audit.AuditEntry;
import io.domicile.schemas.audit.AuditSeal;
import io.domicile.schemas.audit.QuarantinePurge;
import io.domicile.schemas.event.Alert;
import io.domicile.schemas.event.ApiKeyMetadata;
import io.domicile.schemas.event.OrganizationSettings;
import io.domicile.schemas.event.RoleDefinition;
import io.domicile.schemas.event.Telemetry;
import io.domicile.schemas.event.UserCredential;
import io.domicile.schemas.policy.OrganizationPolicyEntry;
import io.domicile.schemas.policy.PolicyAcknowledgement;
import io.domicile.schemas.policy.PolicyHeartbeat;
import io.domicile.schemas.policy.PolicyManifest;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro's view of the generated classes. It makes objects of these classes only and never loads a class because a schema
 * names it; Avro itself refuses to, unless it is told globally which classes to trust.
 */
final class ReleasedData extends SpecificData {

    private static final Map<String, Class<? extends SpecificRecord>> CLASSES = Stream.of(
                    Telemetry.class,
                    Alert.class,
                    OrganizationSettings.class,
                    UserCredential.class,
                    RoleDefinition.class,
                    ApiKeyMetadata.class,
                    OrganizationPolicyEntry.class,
                    PolicyManifest.class,
                    PolicyHeartbeat.class,
                    PolicyAcknowledgement.class,
                    AuditEntry.class,
                    AuditSeal.class,
                    QuarantinePurge.class)
            .collect(Collectors.toUnmodifiableMap(Class::getName, Function.identity()));

    static final ReleasedData INSTANCE = new ReleasedData();

    private ReleasedData() {
        super(ReleasedData.class.getClassLoader());
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    /** Whether the record has a generated class. */
    static boolean isReleased(Schema schema) {
        return CLASSES.containsKey(schema.getFullName());
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared by Avro
    public Class getClass(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return super.getClass(schema);
        }
        Class<? extends SpecificRecord> generated = CLASSES.get(schema.getFullName());
        if (generated == null) {
            throw new IllegalArgumentException("no generated class of " + schema.getFullName());
        }
        return generated;
    }
}
