package io.domicile.bridge.admission;

import io.domicile.residency.OrganizationId;
import java.util.Set;

/** Who published a message, as far as the MQTT broker hands that over. */
sealed interface Identity {

    /** Every organization whose device may have published it: its policy protects the payload. */
    Set<OrganizationId> claimed();

    /** The broker names one organization. */
    record Named(OrganizationId organization) implements Identity {

        @Override
        public Set<OrganizationId> claimed() {
            return Set.of(organization);
        }
    }

    /**
     * The property is missing, or there is more than one, or its value names no organization; or it is not known any more
     * how many there were.
     */
    record Unreadable(Set<OrganizationId> claimed) implements Identity {

        public Unreadable {
            claimed = Set.copyOf(claimed);
        }
    }
}
