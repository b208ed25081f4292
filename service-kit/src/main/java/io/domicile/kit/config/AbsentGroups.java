package io.domicile.kit.config;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hides the defaults of optional groups that nothing is set in. SmallRye Config takes a group's defaults for settings,
 * so an optional group with one default would always be there, and its required keys missing.
 */
final class AbsentGroups implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    private final ArrayList<String> prefixes = new ArrayList<>();

    AbsentGroups(Set<String> optionalGroups, Set<String> properties) {
        for (String group : optionalGroups) {
            if (properties.stream().noneMatch(property -> property.startsWith(group + '.'))) {
                prefixes.add(group + '.');
            }
        }
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return isHidden(name) ? null : context.proceed(name);
    }

    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> shown = new ArrayList<>();
        context.iterateNames().forEachRemaining(name -> {
            if (!isHidden(name)) {
                shown.add(name);
            }
        });
        return shown.iterator();
    }

    private boolean isHidden(String name) {
        return prefixes.stream().anyMatch(name::startsWith);
    }
}
