package io.domicile.cli.connection;

import io.domicile.kit.catalogue.Catalogues;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which region a command is about. There is no default region. */
public final class RegionOptions {

    @Option(
            names = "--region",
            required = true,
            paramLabel = "<region>",
            description = "The region whose cluster this is, such as eu-west. Or DOMICILE_REGION.")
    @SuppressWarnings("NullAway.Init")
    private String region;

    @Option(
            names = "--catalogue",
            paramLabel = "<file>",
            description = "Region catalogue to use in place of the built-in one. Or DOMICILE_CATALOGUE.")
    private @Nullable Path file;

    /** @throws io.domicile.residency.region.UnknownRegionException if the catalogue does not list it */
    public RegionId region() {
        return known(region);
    }

    /** The region with this id, where the catalogue lists it. */
    public RegionId known(String id) {
        return catalogue().require(new RegionId(id)).id();
    }

    public RegionCatalogue catalogue() {
        return load(file);
    }

    /** A person's own catalogue, or the built-in one where the file is null. */
    public static RegionCatalogue load(@Nullable Path file) {
        return file == null ? Catalogues.builtIn() : Catalogues.load(PropertiesFile.requireFile(file));
    }
}
