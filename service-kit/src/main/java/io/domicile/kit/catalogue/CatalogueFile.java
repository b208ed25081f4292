package io.domicile.kit.catalogue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of a catalogue file. Public because the mapping has to be; {@link Catalogues} reads it. */
@ConfigMapping(prefix = "regions")
public interface CatalogueFile {

    /** Entries by region id. */
    @WithParentName
    Map<String, Entry> regions();

    /** One region. */
    interface Entry {

        String jurisdiction();

        String location();

        String dataCentre();

        Endpoints endpoints();

        Optional<List<String>> certifications();
    }

    /** Published addresses. */
    interface Endpoints {

        String api();

        String mqtt();

        String dashboard();
    }
}
