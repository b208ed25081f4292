package io.domicile.cli.deadletter;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.domicile.bridge.replay.DeadLetter;
import io.domicile.cli.text.SafeText;
import io.domicile.residency.DataClass;

/** Dead letters as one line each. What strangers wrote is escaped. */
final class DeadLetterText {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int PAYLOAD_BYTES = 256;

    private final boolean withTopic;
    private final boolean withPayload;

    DeadLetterText(boolean withTopic, boolean withPayload) {
        this.withTopic = withTopic;
        this.withPayload = withPayload;
    }

    String line(DeadLetter letter) {
        StringBuilder line = new StringBuilder()
                .append(letter.position())
                .append(' ')
                .append(letter.receivedAt())
                .append(' ')
                .append(letter.state().code())
                .append(" reason=")
                .append(SafeText.of(letter.reason()))
                .append(" class=")
                .append(letter.dataClass().map(DataClass::id).orElse("-"))
                .append(" content-type=")
                .append(letter.contentType().map(SafeText::of).orElse("-"))
                .append(" bytes=")
                .append(letter.payload().length);
        letter.omittedBytes().ifPresent(bytes -> line.append(" omitted=").append(SafeText.of(bytes)));
        if (withTopic) {
            line.append(" topic=\"")
                    .append(letter.topic().map(SafeText::of).orElse(""))
                    .append('"');
        }
        if (withPayload) {
            line.append(" payload=\"").append(payload(letter)).append('"');
        }
        return line.toString();
    }

    String json(DeadLetter letter) {
        ObjectNode json = JSON.createObjectNode()
                .put("at", letter.position().toString())
                .put("time", letter.receivedAt().toString())
                .put("state", letter.state().code())
                .put("reason", SafeText.of(letter.reason()))
                .put("class", letter.dataClass().map(DataClass::id).orElse(null))
                .put("content_type", letter.contentType().map(SafeText::of).orElse(null))
                .put("bytes", letter.payload().length)
                .put("omitted_bytes", letter.omittedBytes().map(SafeText::of).orElse(null));
        if (withTopic) {
            json.put("topic", letter.topic().map(SafeText::of).orElse(null));
        }
        if (withPayload) {
            json.put("payload", payload(letter));
        }
        return json.toString();
    }

    private static String payload(DeadLetter letter) {
        return SafeText.of(letter.payload(), PAYLOAD_BYTES);
    }
}
