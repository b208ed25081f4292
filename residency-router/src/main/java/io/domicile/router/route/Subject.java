package io.domicile.router.route;

import io.domicile.residency.DataClass;
import io.domicile.residency.RecordKey;
import io.domicile.residency.policy.OrganizationPolicy;
import java.util.Optional;

/** A record with all that is known of it once it has been looked up. */
record Subject(
        Arrived arrived, Optional<RecordKey> key, Optional<DataClass> dataClass, Optional<OrganizationPolicy> policy) {}
