package io.domicile.kit.config;

import java.util.List;

/**
 * One value as a file or the environment gives it.
 *
 * @param path the key's segments; a list's positions are segments such as {@code [0]}
 * @param origin where it stands, such as {@code line 3}; empty where that is of no help
 */
record Setting(List<String> path, String value, String origin) {

    Setting {
        path = List.copyOf(path);
    }

    String spelled() {
        return ConfigKey.spell(path);
    }

    @Override
    public String toString() {
        return "setting " + spelled();
    }
}
