package io.domicile.bridge.topic;

import io.domicile.residency.DataClass;
import io.domicile.residency.OrganizationId;
import io.domicile.residency.RecordKey;
import java.util.Optional;

/**
 * The template of topics that devices publish to: {@code v1/<organization>/<device>/<class>[/<stream>...]}.
 *
 * <p>The organization is an opaque id. The device is 1 to 128 letters, digits and {@code . _ : -}, the first a letter
 * or digit: room for serial numbers and hardware addresses, none for an e-mail address. A stream level is not empty.
 */
public final class TopicTemplate {

    private static final String VERSION = "v1";
    private static final int LONGEST_DEVICE = 128;
    private static final int ORGANIZATION_LEVEL = 1;
    private static final int DEVICE_LEVEL = 2;
    private static final int CLASS_LEVEL = 3;

    private TopicTemplate() {}

    /** Reads a topic. Never throws, whatever the text. */
    public static TopicReading read(String topic) {
        String[] levels = topic.split("/", -1);
        if (!levels[0].equals(VERSION) || levels.length <= ORGANIZATION_LEVEL) {
            return new TopicReading.Outside(Optional.empty());
        }
        Optional<OrganizationId> organization = OrganizationId.parse(levels[ORGANIZATION_LEVEL]);
        if (organization.isEmpty()
                || levels.length <= CLASS_LEVEL
                || !isDevice(levels[DEVICE_LEVEL])
                || hasEmptyLevel(levels)) {
            return new TopicReading.Outside(organization);
        }
        RecordKey key = new RecordKey(organization.get(), levels[DEVICE_LEVEL]);
        return new TopicReading.Addressed(key, DataClass.find(levels[CLASS_LEVEL]));
    }

    private static boolean isDevice(String level) {
        if (level.isEmpty() || level.length() > LONGEST_DEVICE || !isLetterOrDigit(level.charAt(0))) {
            return false;
        }
        for (int index = 1; index < level.length(); index++) {
            char character = level.charAt(index);
            if (!isLetterOrDigit(character) && "._:-".indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Of ASCII. */
    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    private static boolean hasEmptyLevel(String[] levels) {
        for (int level = CLASS_LEVEL; level < levels.length; level++) {
            if (levels[level].isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
