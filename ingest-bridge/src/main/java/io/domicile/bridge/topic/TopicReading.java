package io.domicile.bridge.topic;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.util.Optional;

/** What an MQTT topic amounts to. */
public sealed interface TopicReading {

    /**
     * It fits the template.
     *
     * @param key organization and device
     * @param dataClass empty where the topic names none of the eleven classes
     */
    record Addressed(RecordKey key, Optional<DataClass> dataClass) implements TopicReading {}

    /**
     * It does not fit the template.
     *
     * @param organization the organization, where the topic gets as far as naming one: its policy still protects it
     */
    record Outside(Optional<OrganizationId> organization) implements TopicReading {}
}
