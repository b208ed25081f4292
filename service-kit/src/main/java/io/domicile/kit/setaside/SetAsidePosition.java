package io.domicile.kit.setaside;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record is on a set-aside topic; as text {@code <partition>:<offset>}. */
public record SetAsidePosition(int partition, long offset) implements Comparable<SetAsidePosition> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");
    private static final Comparator<SetAsidePosition> ORDER =
            Comparator.comparingInt(SetAsidePosition::partition).thenComparingLong(SetAsidePosition::offset);

    /** The position that the text names, or empty where it names none. */
    public static Optional<SetAsidePosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new SetAsidePosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(SetAsidePosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
