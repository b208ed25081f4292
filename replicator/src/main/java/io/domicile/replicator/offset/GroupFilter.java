package io.domicile.replicator.offset;

import java.util.regex.Pattern;

/** Which groups of the source are looked at. Whole names must match; what is excluded is excluded. */
public record GroupFilter(Pattern include, Pattern exclude) {

    boolean accepts(String group) {
        return include.matcher(group).matches() && !exclude.matcher(group).matches();
    }
}
