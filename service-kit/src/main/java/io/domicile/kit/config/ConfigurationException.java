package io.domicile.kit.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used. The message has one line for each problem; no line holds a secret's value. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String source;
    private final List<Problem> problems;

    ConfigurationException(String source, List<Problem> problems) {
        super(message(source, problems));
        this.source = source;
        this.problems = List.copyOf(problems);
    }

    private static String message(String source, List<Problem> problems) {
        if (problems.size() == 1) {
            return "configuration " + source + ": " + problems.get(0);
        }
        return problems.stream()
                .map(problem -> System.lineSeparator() + "  " + problem)
                .collect(Collectors.joining(
                        "", "configuration " + source + " has " + problems.size() + " problems:", ""));
    }

    /** Where the configuration was read from. */
    public String source() {
        return source;
    }

    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param key the full key, such as {@code bridge.admin.port}; empty where the problem is of the file as a whole
     */
    public record Problem(String key, String whatIsWrong) implements java.io.Serializable {

        @Override
        public String toString() {
            return key.isEmpty() ? whatIsWrong : key + ": " + whatIsWrong;
        }
    }
}
