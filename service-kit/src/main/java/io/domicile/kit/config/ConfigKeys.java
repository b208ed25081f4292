package io.domicile.kit.config;

import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.CollectionProperty;
import io.smallrye.config.ConfigMappingInterface.GroupProperty;
import io.smallrye.config.ConfigMappingInterface.PrimitiveProperty;
import io.smallrye.config.ConfigMappingInterface.Property;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that a mapping interface declares, as a list of {@link ConfigKey} patterns. */
final class ConfigKeys {

    private final List<ConfigKey> keys;
    private final Set<String> optionalGroups;

    private ConfigKeys(List<ConfigKey> keys, Set<String> optionalGroups) {
        this.keys = List.copyOf(keys);
        this.optionalGroups = Set.copyOf(optionalGroups);
    }

    static ConfigKeys of(ConfigMappingInterface mapping, String prefix) {
        Walk walk = new Walk();
        walk.path.add(prefix);
        walk.group(mapping);
        return new ConfigKeys(walk.keys, walk.optionalGroups);
    }

    /** The key these segments spell, or empty where the mapping declares none. */
    Optional<ConfigKey> find(List<String> segments) {
        return keys.stream().filter(key -> key.matches(segments)).findFirst();
    }

    List<ConfigKey> all() {
        return keys;
    }

    /** Whether the path itself is no key, but keys lie below it. */
    boolean isGroup(List<String> path) {
        return keys.stream().anyMatch(key -> key.isBelow(path));
    }

    /** The declared key that is spelled most like the path, if one is spelled much like it. */
    Optional<String> closest(List<String> path) {
        return Spelling.closest(
                ConfigKey.spell(path),
                keys.stream().map(key -> ConfigKey.spell(key.segments())).toList());
    }

    /** Paths of groups that may be left out as a whole. */
    Set<String> optionalGroups() {
        return optionalGroups;
    }

    private static final class Walk {
        private final Deque<String> path = new ArrayDeque<>();
        private final List<ConfigKey> keys = new ArrayList<>();
        private final Set<String> optionalGroups = new HashSet<>();

        void group(ConfigMappingInterface group) {
            for (ConfigMappingInterface parent : group.getSuperTypes()) {
                group(parent);
            }
            for (Property property : group.getProperties()) {
                if (property.isDefaultMethod() || property.isToStringMethod()) {
                    continue;
                }
                boolean named = !property.isParentPropertyName();
                if (named) {
                    path.addLast(property.getPropertyName(group.getNamingStrategy()));
                }
                visit(property, false);
                if (named) {
                    path.removeLast();
                }
            }
        }

        private void visit(Property property, boolean listed) {
            if (property.isOptional() && !property.isLeaf()) {
                Property nested = property.asOptional().getNestedProperty();
                if (nested.isGroup()) {
                    optionalGroups.add(String.join(".", path));
                }
                visit(nested, listed);
            } else if (property instanceof GroupProperty nested) {
                group(nested.getGroupType());
            } else if (property.isMap()) {
                Property value = property.asMap().getValueProperty();
                if (value.isLeaf()) {
                    keys.add(ConfigKey.passThrough(List.copyOf(path)));
                } else {
                    path.addLast(ConfigKey.ANY);
                    visit(value, listed);
                    path.removeLast();
                }
            } else if (property instanceof CollectionProperty collection) {
                visitElements(collection);
            } else {
                keys.add(ConfigKey.value(List.copyOf(path), type(property), listed));
            }
        }

        private void visitElements(CollectionProperty collection) {
            Property element = collection.getElement();
            if (element.isLeaf()) {
                visit(element, true);
            } else {
                path.addLast(ConfigKey.INDEX);
                visit(element, false);
                path.removeLast();
            }
        }

        private static Type type(Property property) {
            if (property instanceof PrimitiveProperty primitive) {
                return primitive.getPrimitiveType();
            }
            return property.asLeaf().getValueRawType();
        }
    }
}
