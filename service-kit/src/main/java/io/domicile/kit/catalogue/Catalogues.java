package io.domicile.kit.catalogue;

import io.domicile.kit.config.Configurations;
import io.domicile.kit.config.Problems;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Jurisdiction;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads region catalogues. A catalogue is read as a whole: an own one replaces the built-in one. */
public final class Catalogues {

    private static final String BUILT_IN = "/io/domicile/kit/regions.yaml";
    private static final Pattern JURISDICTION = Pattern.compile("[A-Z]{2,8}");

    private Catalogues() {}

    /** The six regions that come with Domicile. */
    public static RegionCatalogue builtIn() {
        try (InputStream resource = Catalogues.class.getResourceAsStream(BUILT_IN)) {
            if (resource == null) {
                throw new IllegalStateException("the built-in region catalogue is not on the class path");
            }
            return catalogue(Configurations.read(CatalogueFile.class, resource, "regions.yaml", Catalogues::check));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Reads a file of the form of the built-in catalogue. The environment does not override it.
     *
     * @throws io.domicile.kit.config.ConfigurationException with every problem of the file
     */
    public static RegionCatalogue load(Path yaml) {
        return catalogue(Configurations.load(CatalogueFile.class, yaml, Map.of(), Catalogues::check));
    }

    private static void check(CatalogueFile file, Problems problems) {
        if (file.regions().isEmpty()) {
            problems.add("regions", "lists no region");
        }
        file.regions().forEach((id, entry) -> {
            String key = "regions." + id;
            if (RegionId.parse(id).isEmpty()) {
                problems.add(key, "not a region id: 1 to 63 lower-case letters, digits and hyphens");
            }
            if (!JURISDICTION.matcher(entry.jurisdiction()).matches()) {
                problems.add(key + ".jurisdiction", "not a jurisdiction: two to eight upper-case letters");
            }
            endpoint(problems, key + ".endpoints.api", entry.endpoints().api(), Set.of("http", "https"));
            endpoint(problems, key + ".endpoints.mqtt", entry.endpoints().mqtt(), Set.of("mqtt", "mqtts"));
            endpoint(problems, key + ".endpoints.dashboard", entry.endpoints().dashboard(), Set.of("http", "https"));
        });
    }

    private static void endpoint(Problems problems, String key, String text, Set<String> schemes) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && uri.getScheme() != null && schemes.contains(uri.getScheme())) {
                return;
            }
        } catch (IllegalArgumentException notAUri) {
            problems.add(key, "'" + text + "' is not a URI");
            return;
        }
        problems.add(key, "'" + text + "' is not a URI with a host and one of the schemes " + sorted(schemes));
    }

    private static List<String> sorted(Set<String> schemes) {
        return schemes.stream().sorted().toList();
    }

    private static RegionCatalogue catalogue(CatalogueFile file) {
        return new RegionCatalogue(file.regions().entrySet().stream()
                .map(entry -> region(new RegionId(entry.getKey()), entry.getValue()))
                .toList());
    }

    private static Region region(RegionId id, CatalogueFile.Entry entry) {
        return new Region(
                id,
                new Jurisdiction(entry.jurisdiction()),
                entry.location(),
                entry.dataCentre(),
                new Region.Endpoints(
                        entry.endpoints().api(),
                        entry.endpoints().mqtt(),
                        entry.endpoints().dashboard()),
                entry.certifications().orElse(List.of()));
    }
}
