package io.domicile.demo.load;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import org.apache.avro.specific.SpecificRecord;

/** One record of a replicated class. */
record PlatformRecord(OrganizationId organization, DataClass dataClass, String entity, SpecificRecord value) {

    String key() {
        return organization.value() + '/' + entity;
    }
}
