package io.domicile.cli.lag;

import com.fasterxml.jackson.databind.JsonNode;
import io.domicile.cli.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers as lines of text: one for each replica, and below it one for each topic. */
final class LagTable {

    private static final String FORMAT = "%-34s %-9s %-28s %9s %9s %9s  %-20s %s";
    private static final String NOTHING = "-";
    private static final Set<String> WELL = Set.of("synced", "lagging", "disabled");
    private static final String NORMAL = "normal";

    private final List<String> lines = new ArrayList<>();
    private boolean isWell = true;

    LagTable() {
        lines.add(String.format(
                        FORMAT,
                        "LINK, TOPIC",
                        "STATUS",
                        "REASON",
                        "LAG S",
                        "RECORDS",
                        "RPO S",
                        "LAST SYNC",
                        "OBJECTIVES")
                .stripTrailing());
    }

    /** @param asked the URL, shown where there is no answer */
    void add(String asked, LagAnswer answer) {
        if (answer instanceof LagAnswer.Told told) {
            add(told.body());
        } else if (answer instanceof LagAnswer.Untold untold) {
            isWell = false;
            lines.add(asked + ": " + untold.problem());
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Whether every link answered, and none is stalled or halted or has broken an objective. */
    boolean isWell() {
        return isWell;
    }

    private void add(JsonNode body) {
        String primary = text(body, "primary_region");
        for (JsonNode replica : body.path("replicas")) {
            String objectives = objectives(replica);
            isWell &= WELL.contains(text(replica, "status")) && !objectives.contains("breached");
            lines.add(line(primary + " -> " + text(replica, "region"), replica, objectives));
        }
        if (body.path("replicas").isEmpty()) {
            lines.add(primary + ": is the home, this link keeps no replica of it");
        }
        for (JsonNode topic : body.path("topics")) {
            lines.add(line("  " + text(topic, "topic"), topic, ""));
        }
    }

    private static String line(String name, JsonNode node, String objectives) {
        return String.format(
                        FORMAT,
                        name,
                        text(node, "status"),
                        text(node, "reason"),
                        text(node, "lag_seconds"),
                        text(node, "lag_records"),
                        text(node, "rpo_seconds"),
                        text(node, "last_sync"),
                        objectives)
                .stripTrailing();
    }

    private static String objectives(JsonNode replica) {
        List<String> used = new ArrayList<>();
        for (JsonNode objective : replica.path("objectives")) {
            String level = text(objective, "level");
            if (!level.equals(NORMAL)) {
                used.add(text(objective, "tier") + " " + level);
            }
        }
        return String.join(", ", used);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? NOTHING : SafeText.of(value.asText());
    }
}
