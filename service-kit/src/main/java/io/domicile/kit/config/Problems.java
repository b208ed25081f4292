package io.domicile.kit.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything that is wrong with a configuration, so that it is reported at once. For one thread. */
public final class Problems {

    private final String source;
    private final List<ConfigurationException.Problem> found = new ArrayList<>();

    /** @param source where the configuration comes from, for the message */
    public Problems(String source) {
        this.source = source;
    }

    /** @param whatIsWrong must not quote the value of a secret */
    public void add(String key, String whatIsWrong) {
        ConfigurationException.Problem problem = new ConfigurationException.Problem(key, whatIsWrong);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** @throws ConfigurationException with every problem, ordered by key, if there is one */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(ConfigurationException.Problem::key));
            throw new ConfigurationException(source, found);
        }
    }
}
