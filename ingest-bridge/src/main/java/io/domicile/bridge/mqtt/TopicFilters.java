package io.domicile.bridge.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import java.util.List;

/** What MQTT topic filters have in common. */
final class TopicFilters {

    private static final String ANY_LEVEL = "+";
    private static final String ALL_BELOW = "#";

    /** Version, organization, device and class. */
    private static final int DEVICE_LEVELS = 4;

    private TopicFilters() {}

    static boolean isFilter(String text) {
        try {
            MqttTopicFilter.of(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    static boolean isTopic(String text) {
        try {
            MqttTopic.of(text);
            return true;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /**
     * Whether there is a topic that both filters match; a topic is a filter that matches itself only. A wildcard at the
     * beginning matches no topic that begins with {@code $}.
     *
     * @param one a filter that is not shared
     * @param other a filter that is not shared
     */
    static boolean overlap(String one, String other) {
        return overlap(List.of(one.split("/", -1)), List.of(other.split("/", -1)));
    }

    /**
     * Whether one device's messages of one class may match both filters, be it with different topics: what a filter says
     * of the levels below the class tells no devices apart.
     */
    static boolean mayShareADevice(String one, String other) {
        return overlap(device(one), device(other));
    }

    private static List<String> device(String filter) {
        List<String> levels = List.of(filter.split("/", -1));
        return levels.subList(0, Math.min(DEVICE_LEVELS, levels.size()));
    }

    private static boolean overlap(List<String> one, List<String> other) {
        int common = Math.min(one.size(), other.size());
        for (int level = 0; level < common; level++) {
            String here = one.get(level);
            String there = other.get(level);
            if (level == 0 && (hidesFrom(here, there) || hidesFrom(there, here))) {
                return false;
            }
            if (here.equals(ALL_BELOW) || there.equals(ALL_BELOW)) {
                return true;
            }
            if (!here.equals(there) && !here.equals(ANY_LEVEL) && !there.equals(ANY_LEVEL)) {
                return false;
            }
        }
        List<String> longer = one.size() > common ? one : other;
        // The wildcard of all levels below matches the level above it, too; but no topic is empty
        return longer.size() == common
                || (longer.size() == common + 1
                        && longer.get(common).equals(ALL_BELOW)
                        && !(common == 1 && longer.get(0).isEmpty()));
    }

    private static boolean hidesFrom(String level, String wildcard) {
        return level.startsWith("$") && (wildcard.equals(ANY_LEVEL) || wildcard.equals(ALL_BELOW));
    }
}
