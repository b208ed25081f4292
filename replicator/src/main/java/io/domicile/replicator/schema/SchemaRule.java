package io.domicile.replicator.schema;

import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** What a record's value has to be in order to cross. A tombstone meets every rule. */
public sealed interface SchemaRule {

    /** Framed Avro of the class's released schema; fields it does not declare stay behind. */
    record Declared(Schema schema) implements SchemaRule {}

    /** Framed Avro of one of these released schemas, told apart by their full names, each as in {@link Declared}. */
    record AnyOf(List<Schema> schemas) implements SchemaRule {

        public AnyOf {
            schemas = List.copyOf(schemas);
        }
    }

    /**
     * Framed Avro on its way home: the body crosses as it is, under the writer's schema.
     *
     * @param names full names of the records that the class declares; none means that nothing crosses
     */
    record Framed(Set<String> names) implements SchemaRule {

        public Framed {
            names = Set.copyOf(names);
        }
    }

    /** Bytes that nobody looks into. */
    record Opaque() implements SchemaRule {}
}
