package io.domicile.kit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.domicile.kit.config.ConfigurationException;
import io.domicile.residency.RegionId;
import io.domicile.residency.region.Region;
import io.domicile.residency.region.RegionCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CataloguesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "us-east, US, Virginia",
        "us-west, US, Washington",
        "eu-west, EU, Ireland",
        "eu-central, EU, Frankfurt",
        "ap-southeast, SG, Singapore",
        "ap-northeast, JP, Tokyo"
    })
    void shouldListTheSixRegions(String id, String jurisdiction, String location) {
        Region region = Catalogues.builtIn().require(new RegionId(id));

        assertThat(region.jurisdiction().code()).isEqualTo(jurisdiction);
        assertThat(region.location()).isEqualTo(location);
        assertThat(region.dataCentre()).isNotBlank();
        assertThat(region.endpoints().api()).isEqualTo("https://api." + id + ".domicile.example");
        assertThat(region.endpoints().mqtt()).isEqualTo("mqtts://mqtt." + id + ".domicile.example:8883");
        assertThat(region.endpoints().dashboard()).isEqualTo("https://dashboard." + id + ".domicile.example");
    }

    @Test
    void shouldListNoRegionMore() {
        assertThat(Catalogues.builtIn().all()).hasSize(6);
    }

    @Test
    void shouldKeepAnEmptyListWhereNoCertificationIsDeclared() {
        RegionCatalogue catalogue = Catalogues.builtIn();

        assertThat(catalogue.require(new RegionId("us-east")).certifications())
                .containsExactly("SOC 2", "HIPAA", "FedRAMP");
        assertThat(catalogue.require(new RegionId("ap-northeast")).certifications())
                .isEmpty();
    }

    @Test
    void shouldReadAnOwnCatalogueInstead() throws IOException {
        RegionCatalogue catalogue = Catalogues.load(write("""
                regions:
                  lab:
                    jurisdiction: CH
                    location: Bern
                    data-centre: the cellar
                    endpoints: {api: "http://lab:1", mqtt: "mqtt://lab:1883", dashboard: "http://lab:2"}
                """));

        assertThat(catalogue.all()).extracting(Region::id).containsExactly(new RegionId("lab"));
    }

    @Test
    void shouldReportEveryMeaninglessValueAtOnce() throws IOException {
        Path file = write("""
                regions:
                  Lab One:
                    jurisdiction: ch
                    location: Bern
                    data-centre: the cellar
                    endpoints: {api: lab, mqtt: "http://lab:1883", dashboard: "http:// lab"}
                """);

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> Catalogues.load(file));

        assertThat(thrown.problems())
                .extracting(ConfigurationException.Problem::key)
                .isEqualTo(List.of(
                        "regions.Lab One",
                        "regions.Lab One.endpoints.api",
                        "regions.Lab One.endpoints.dashboard",
                        "regions.Lab One.endpoints.mqtt",
                        "regions.Lab One.jurisdiction"));
    }

    @Test
    void shouldReportEveryMissingAndUnknownKeyAtOnce() throws IOException {
        Path file = write("""
                regions:
                  lab:
                    location: Bern
                    data-center: the cellar
                    endpoints: {api: "http://lab:1", mqtt: "mqtt://lab:1883"}
                """);

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> Catalogues.load(file));

        assertThat(thrown.problems())
                .extracting(ConfigurationException.Problem::key)
                .containsExactlyInAnyOrder(
                        "regions.lab.jurisdiction",
                        "regions.lab.data-center",
                        "regions.lab.data-centre",
                        "regions.lab.endpoints.dashboard");
    }

    @Test
    void shouldRefuseAnEmptyCatalogue() throws IOException {
        Path file = write("regions: {}\n");

        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> Catalogues.load(file));

        assertThat(thrown).hasMessageEndingWith("regions: lists no region");
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("regions.yaml"), yaml);
    }
}
