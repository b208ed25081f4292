package io.domicile.kit.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a YAML document as flat {@link Setting}s. Values stay texts as written; a null is as good as absent. */
final class YamlSettings {

    private static final int DEEPEST = 32;

    private final Problems problems;
    private final List<Setting> settings = new ArrayList<>();

    private YamlSettings(Problems problems) {
        this.problems = problems;
    }

    static List<Setting> read(Path file, Problems problems) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return read(reader, problems);
        } catch (NoSuchFileException missing) {
            problems.add("", "no such file");
        } catch (CharacterCodingException notUtf8) {
            problems.add("", "not UTF-8 text");
        } catch (IOException unreadable) {
            problems.add("", "cannot be read: " + unreadable.getClass().getSimpleName());
        }
        return List.of();
    }

    /** What is not valid YAML is added to the problems, without quoting the text. */
    static List<Setting> read(Reader reader, Problems problems) {
        YamlSettings reading = new YamlSettings(problems);
        try {
            Node root = new Yaml(new LoaderOptions()).compose(reader);
            if (root instanceof MappingNode mapping) {
                reading.mapping(List.of(), mapping);
            } else if (root != null) {
                problems.add("", "not a YAML mapping of keys to values");
            }
        } catch (MarkedYAMLException invalid) {
            problems.add("", "not valid YAML" + place(invalid) + ": " + invalid.getProblem());
        } catch (YAMLException invalid) {
            problems.add("", "not valid YAML: " + invalid.getClass().getSimpleName());
        }
        return reading.settings;
    }

    private static String place(MarkedYAMLException invalid) {
        return invalid.getProblemMark() == null
                ? ""
                : " in line " + (invalid.getProblemMark().getLine() + 1);
    }

    private void mapping(List<String> path, MappingNode mapping) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                problems.add(ConfigKey.spell(path), "has a key that is not a text in " + line(entry.getKeyNode()));
                continue;
            }
            List<String> deeper = append(path, key.getValue());
            if (!seen.add(key.getValue())) {
                problems.add(ConfigKey.spell(deeper), "written twice, again in " + line(key));
            }
            visit(deeper, entry.getValueNode(), key);
        }
    }

    private void visit(List<String> path, Node node, @Nullable Node key) {
        if (path.size() > DEEPEST) {
            problems.add(ConfigKey.spell(path.subList(0, 2)), "nested deeper than " + DEEPEST + " levels");
        } else if (node instanceof MappingNode mapping) {
            mapping(path, mapping);
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                visit(append(path, "[" + i + "]"), sequence.getValue().get(i), null);
            }
        } else if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            settings.add(new Setting(path, scalar.getValue(), line(key == null ? node : key)));
        }
    }

    private static List<String> append(List<String> path, String segment) {
        List<String> longer = new ArrayList<>(path);
        longer.add(segment);
        return longer;
    }

    private static String line(Node node) {
        return "line " + (node.getStartMark().getLine() + 1);
    }
}
