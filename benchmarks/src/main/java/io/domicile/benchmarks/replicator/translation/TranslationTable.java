package io.domicile.benchmarks.replicator.translation;

import io.domicile.benchmarks.harness.report.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The translations as Markdown. */
public final class TranslationTable {

    private TranslationTable() {}

    /** Empty where nothing was translated. */
    public static String of(List<Translation> translations, Wording wording) {
        if (translations.isEmpty()) {
            return "";
        }
        List<Integer> distances = translations.stream()
                .map(Translation::distance)
                .distinct()
                .sorted()
                .toList();
        StringBuilder text = new StringBuilder("\n## Translation of consumer groups\n\n");
        text.append(
                        "Records before the right one, by how far the group was behind: so many are read again. Below 0: so many")
                .append(" are never read.\n\n|");
        distances.forEach(distance -> text.append(String.format(Locale.ROOT, " | %,d behind", distance)));
        text.append(" |\n|---").append("|---".repeat(distances.size())).append("|\n");
        translations.stream().map(Translation::role).distinct().sorted().forEach(role -> {
            text.append("| ").append(wording.title(role));
            for (int distance : distances) {
                Optional<Translation> found = translations.stream()
                        .filter(each -> each.role() == role && each.distance() == distance)
                        .findFirst();
                text.append(" | ").append(found.map(Translation::text).orElse("-"));
            }
            text.append(" |\n");
        });
        return text.toString();
    }
}
