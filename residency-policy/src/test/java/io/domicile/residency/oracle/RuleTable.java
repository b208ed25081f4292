package io.domicile.residency.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules as text: a line of column names, then one line per rule, cells divided by {@code |}. Rules are read top-down;
 * the first whose every cell fits decides. A cell fits where it is {@code -} or names the fact among alternatives
 * divided by {@code /}. The last column is the outcome.
 */
public final class RuleTable {

    private final List<String> columns;
    private final List<List<String>> rules;
    private final List<List<Set<String>>> alternatives;

    private RuleTable(List<String> columns, List<List<String>> rules) {
        this.columns = columns;
        this.rules = rules;
        this.alternatives = rules.stream()
                .map(rule -> rule.stream().map(cell -> Set.of(cell.split("/"))).toList())
                .toList();
    }

    public static RuleTable parse(String text) {
        List<List<String>> lines = new ArrayList<>();
        for (String line : text.strip().split("\n")) {
            lines.add(Arrays.stream(line.split("\\|")).map(String::strip).toList());
        }
        List<String> columns = lines.get(0);
        List<List<String>> rules = lines.subList(1, lines.size());
        for (List<String> rule : rules) {
            if (rule.size() != columns.size()) {
                throw new IllegalArgumentException("a rule has " + rule.size() + " cells: " + rule);
            }
        }
        return new RuleTable(columns, rules);
    }

    /** The table of a Markdown page whose first column has this name. */
    public static RuleTable onPage(Path page, String firstColumn) {
        try {
            String rows = Files.readAllLines(page).stream()
                    .dropWhile(line -> !line.startsWith("| " + firstColumn + " |"))
                    .takeWhile(line -> line.startsWith("|"))
                    .filter(line -> !line.startsWith("|---"))
                    .map(line -> line.substring(1, line.length() - 1))
                    .collect(Collectors.joining("\n"));
            return parse(rows);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The outcome of the first rule that fits; every column must have its fact. */
    public String decide(Map<String, String> facts) {
        for (int rule = 0; rule < rules.size(); rule++) {
            if (fits(alternatives.get(rule), facts)) {
                return rules.get(rule).get(columns.size() - 1);
            }
        }
        throw new IllegalArgumentException("no rule fits " + facts);
    }

    /** The outcomes of all rules, in order. */
    public List<String> outcomes() {
        return rules.stream().map(rule -> rule.get(rule.size() - 1)).toList();
    }

    private boolean fits(List<Set<String>> rule, Map<String, String> facts) {
        for (int column = 0; column < columns.size() - 1; column++) {
            String fact = facts.get(columns.get(column));
            if (fact == null) {
                throw new IllegalArgumentException("no fact for the column " + columns.get(column));
            }
            Set<String> cell = rule.get(column);
            if (!cell.contains("-") && !cell.contains(fact)) {
                return false;
            }
        }
        return true;
    }
}
