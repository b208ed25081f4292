package io.domicile.cli.quarantine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.bridge.topic.TopicReading;
import io.domicile.bridge.topic.TopicTemplate;
import io.domicile.cli.text.SafeText;
import io.domicile.kit.quarantine.QuarantinedRecord;
import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import java.util.Optional;

/** Quarantined records as one line each, without key and payload. What strangers wrote is escaped. */
final class QuarantineText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MQTT = "mqtt";

    private final boolean withOrganization;

    QuarantineText(boolean withOrganization) {
        this.withOrganization = withOrganization;
    }

    String line(QuarantinedRecord record) {
        StringBuilder line = new StringBuilder()
                .append(record.position())
                .append(' ')
                .append(record.time())
                .append(' ')
                .append(record.state().code())
                .append(" reason=")
                .append(SafeText.of(record.reason()))
                .append(" class=")
                .append(dataClass(record).orElse("-"))
                .append(" from=")
                .append(source(record))
                .append(" bytes=")
                .append(record.bytes());
        record.omittedBytes().ifPresent(bytes -> line.append(" omitted=").append(SafeText.of(bytes)));
        if (withOrganization) {
            line.append(" organization=")
                    .append(record.organization().map(OrganizationId::value).orElse("-"));
        }
        return line.toString();
    }

    String json(QuarantinedRecord record) {
        ObjectNode json = JSON.createObjectNode()
                .put("at", record.position().toString())
                .put("time", record.time().toString())
                .put("state", record.state().code())
                .put("reason", SafeText.of(record.reason()))
                .put("class", dataClass(record).orElse(null))
                .put("from", source(record))
                .put("bytes", record.bytes())
                .put("omitted_bytes", record.omittedBytes().map(SafeText::of).orElse(null));
        if (withOrganization) {
            json.put(
                    "organization",
                    record.organization().map(OrganizationId::value).orElse(null));
        }
        return json.toString();
    }

    private static Optional<String> dataClass(QuarantinedRecord record) {
        Optional<DataClass> ofMessage = record.isFromBridge()
                ? record.mqttTopic().map(TopicTemplate::read).flatMap(QuarantineText::dataClass)
                : Optional.empty();
        return record.dataClass().or(() -> ofMessage).map(DataClass::id);
    }

    private static Optional<DataClass> dataClass(TopicReading reading) {
        return reading instanceof TopicReading.Addressed addressed ? addressed.dataClass() : Optional.empty();
    }

    private static String source(QuarantinedRecord record) {
        return record.isFromBridge()
                ? MQTT
                : record.sourceTopic().map(SafeText::of).orElse("-");
    }
}
