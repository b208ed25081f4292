package io.domicile.testkit.fake;

import io.domicile.schemas.registry.SchemaRegistry.Compatibility;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Confluent's compatibility rules, answered by Avro. */
final class CompatibilityRule {

    private CompatibilityRule() {}

    /** @param earlier the subject's versions, oldest first */
    static boolean accepts(Compatibility rule, List<Schema> earlier, Schema next) {
        List<Schema> newest = earlier.subList(Math.max(0, earlier.size() - 1), earlier.size());
        return switch (rule) {
            case NONE -> true;
            case BACKWARD -> newest.stream().allMatch(old -> reads(next, old));
            case BACKWARD_TRANSITIVE -> earlier.stream().allMatch(old -> reads(next, old));
            case FORWARD -> newest.stream().allMatch(old -> reads(old, next));
            case FORWARD_TRANSITIVE -> earlier.stream().allMatch(old -> reads(old, next));
            case FULL -> newest.stream().allMatch(old -> reads(next, old) && reads(old, next));
            case FULL_TRANSITIVE -> earlier.stream().allMatch(old -> reads(next, old) && reads(old, next));
        };
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
