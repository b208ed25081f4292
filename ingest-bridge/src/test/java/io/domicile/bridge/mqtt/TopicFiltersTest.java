package io.domicile.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "v1/#, v1/acme/#",
        "v1/#, v1",
        "v1/+/dev/telemetry, v1/acme/+/telemetry",
        "v1/acme/#, v1/+/dev/#",
        "+/a, a/+",
        "#, /",
        "$SYS/#, $SYS/broker/+",
        "v1/acme, v1/acme",
    })
    void shouldFindTopicsInCommon(String one, String other) {
        assertThat(TopicFilters.overlap(one, other)).isTrue();
        assertThat(TopicFilters.overlap(other, one)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "v1/acme/#, v1/borealis/#",
        "v1/+, v1/acme/dev",
        "v1/+/telemetry/#, v1/+/alerts/#",
        "v1, v1/+",
        "v1/, v1",
        "#, $SYS/#",
        "+/monitor, $SYS/monitor",
        "V1/#, v1/#",
    })
    void shouldFindNone(String one, String other) {
        assertThat(TopicFilters.overlap(one, other)).isFalse();
        assertThat(TopicFilters.overlap(other, one)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "v1/+/+/telemetry/heat, v1/+/+/telemetry/cold, true",
        "v1/acme/+/+/heat, v1/+/dev/telemetry/cold/#, true",
        "v1/+/+/telemetry/#, v1/+/+/alerts/#, false",
        "v1/acme/#, v1/borealis/#, false",
        "v1/+/a/#, v1/+/b/#, false",
    })
    void shouldTellWhichMayShareADevice(String one, String other, boolean shared) {
        assertThat(TopicFilters.overlap(one, other)).isFalse();
        assertThat(TopicFilters.mayShareADevice(one, other)).isEqualTo(shared);
        assertThat(TopicFilters.mayShareADevice(other, one)).isEqualTo(shared);
    }

    /** Every pair of filters of up to three levels against every topic of up to four. */
    @Test
    void shouldAgreeWithMatchingEveryTopic() {
        List<String> topics = paths(List.of("a", "b", "", "$a", "c"), 4).stream()
                .filter(topic -> !topic.isEmpty())
                .toList();
        List<String> filters = paths(List.of("a", "b", "", "$a", "+", "#"), 3).stream()
                .filter(filter -> !filter.isEmpty() && !filter.contains("#/"))
                .toList();
        List<List<Boolean>> matches = filters.stream()
                .map(TopicFiltersTest::pattern)
                .map(pattern -> topics.stream()
                        .map(topic -> pattern.matcher(topic).matches())
                        .toList())
                .toList();

        assertThat(filters).hasSizeGreaterThan(150).allMatch(TopicFilters::isFilter);
        for (int one = 0; one < filters.size(); one++) {
            for (int other = 0; other < filters.size(); other++) {
                boolean expected = haveTrueInCommon(matches.get(one), matches.get(other));
                assertThat(TopicFilters.overlap(filters.get(one), filters.get(other)))
                        .as("%s and %s", filters.get(one), filters.get(other))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldTellFiltersFromTopics() {
        assertThat(TopicFilters.isFilter("v1/#/x")).isFalse();
        assertThat(TopicFilters.isFilter("v1/a+")).isFalse();
        assertThat(TopicFilters.isFilter("")).isFalse();
        assertThat(TopicFilters.isTopic("v1/+")).isFalse();
        assertThat(TopicFilters.isTopic("")).isFalse();
        assertThat(TopicFilters.isTopic("status/eu-west")).isTrue();
    }

    private static boolean haveTrueInCommon(List<Boolean> one, List<Boolean> other) {
        for (int index = 0; index < one.size(); index++) {
            if (one.get(index) && other.get(index)) {
                return true;
            }
        }
        return false;
    }

    /** What the standard says of one filter, as a regular expression. */
    private static Pattern pattern(String filter) {
        StringBuilder regex = new StringBuilder(filter.startsWith("+") || filter.startsWith("#") ? "(?!\\$)" : "");
        String[] levels = filter.split("/", -1);
        for (int level = 0; level < levels.length; level++) {
            if (levels[level].equals("#")) {
                regex.append(level == 0 ? ".*" : "(/.*)?");
            } else {
                regex.append(level == 0 ? "" : "/")
                        .append(levels[level].equals("+") ? "[^/]*" : Pattern.quote(levels[level]));
            }
        }
        return Pattern.compile(regex.toString());
    }

    private static List<String> paths(List<String> levels, int deepest) {
        List<String> paths = new ArrayList<>(levels);
        List<String> longest = levels;
        for (int depth = 2; depth <= deepest; depth++) {
            longest = longest.stream()
                    .flatMap(path -> levels.stream().map(level -> path + '/' + level))
                    .toList();
            paths.addAll(longest);
        }
        return paths;
    }
}
