package io.domicile.kit.topic;

/**
 * One way in which a topic is not what the plan says.
 *
 * @param aspect {@code existence}, {@code partitions}, {@code replication factor} or the name of a setting
 */
public record TopicDeviation(String topic, String aspect, String expected, String actual) {

    static final String EXISTENCE = "existence";

    /** Whether the topic is not there at all. */
    public boolean isMissing() {
        return aspect.equals(EXISTENCE);
    }

    @Override
    public String toString() {
        return isMissing()
                ? "topic '" + topic + "' is missing"
                : "topic '" + topic + "': " + aspect + " is " + actual + ", expected " + expected;
    }
}
