package io.domicile.bridge.forward;

import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.kit.kafka.HeaderNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message's W3C trace context, from the user properties {@code traceparent} and {@code tracestate} in any case.
 *
 * <p>It is kept only where it is well-formed and said once; a state never without its parent. A parent of a version that
 * is not known yet counts as well-formed where its first four fields are.
 *
 * @param parent null where there is none to keep
 * @param state null where there is none to keep
 * @param removed how many properties are not kept
 */
record TraceContext(@Nullable String parent, @Nullable String state, int removed) {

    static final int MAX_STATE_LENGTH = 512;
    static final int MAX_STATE_MEMBERS = 32;

    private static final TraceContext NONE = new TraceContext(null, null, 0);

    private static final String FIELDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
    private static final Pattern PARENT =
            Pattern.compile("00" + FIELDS + "|(?!00|ff)[0-9a-f]{2}" + FIELDS + "(?:-[\\x21-\\x7e]{0,200})?");
    private static final Pattern STATE_KEY =
            Pattern.compile("[a-z][_0-9a-z*/-]{0,255}|[a-z0-9][_0-9a-z*/-]{0,240}@[a-z][_0-9a-z*/-]{0,13}");
    private static final Pattern STATE_VALUE =
            Pattern.compile("[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

    /** Whether a property of this name is part of a trace context. */
    static boolean isPart(String name) {
        return name.equalsIgnoreCase(HeaderNames.TRACEPARENT) || name.equalsIgnoreCase(HeaderNames.TRACESTATE);
    }

    static TraceContext of(List<Property> properties) {
        List<String> parents = valuesOf(HeaderNames.TRACEPARENT, properties);
        List<String> states = valuesOf(HeaderNames.TRACESTATE, properties);
        if (parents.isEmpty() && states.isEmpty()) {
            return NONE;
        }
        String parent = parents.size() == 1 && isParent(parents.get(0)) ? parents.get(0) : null;
        String state = parent != null && states.size() == 1 && isState(states.get(0)) ? states.get(0) : null;
        int kept = (parent == null ? 0 : 1) + (state == null ? 0 : 1);
        return new TraceContext(parent, state, parents.size() + states.size() - kept);
    }

    private static List<String> valuesOf(String name, List<Property> properties) {
        return properties.stream()
                .filter(property -> property.name().equalsIgnoreCase(name))
                .map(Property::value)
                .toList();
    }

    private static boolean isParent(String value) {
        return PARENT.matcher(value).matches();
    }

    private static boolean isState(String value) {
        if (value.length() > MAX_STATE_LENGTH) {
            return false;
        }
        Set<String> keys = new HashSet<>();
        for (String listed : value.split(",", -1)) {
            String member = withoutOptionalSpace(listed);
            if (member.isEmpty()) {
                continue;
            }
            int equals = member.indexOf('=');
            if (equals < 0
                    || !STATE_KEY.matcher(member.substring(0, equals)).matches()
                    || !STATE_VALUE.matcher(member.substring(equals + 1)).matches()
                    || !keys.add(member.substring(0, equals))) {
                return false;
            }
        }
        return keys.size() <= MAX_STATE_MEMBERS;
    }

    /** Without the spaces and tabs that HTTP allows around the members of a list. */
    private static String withoutOptionalSpace(String listed) {
        int start = 0;
        int end = listed.length();
        while (start < end && (listed.charAt(start) == ' ' || listed.charAt(start) == '\t')) {
            start++;
        }
        while (end > start && (listed.charAt(end - 1) == ' ' || listed.charAt(end - 1) == '\t')) {
            end--;
        }
        return listed.substring(start, end);
    }

    @Override
    public String toString() {
        return "trace context(withheld)";
    }
}
