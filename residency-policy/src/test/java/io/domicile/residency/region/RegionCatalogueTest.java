package io.domicile.residency.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.domicile.residency.RegionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionCatalogueTest {

    private static final RegionId EU_WEST = new RegionId("eu-west");
    private static final RegionId EU_CENTRAL = new RegionId("eu-central");
    private static final RegionId US_EAST = new RegionId("us-east");
    private static final RegionId NOWHERE = new RegionId("eu-nowhere");

    private static final RegionCatalogue CATALOGUE =
            new RegionCatalogue(List.of(region(US_EAST, "US"), region(EU_WEST, "EU"), region(EU_CENTRAL, "EU")));

    @Test
    void shouldFindItsRegionsAndNoOthers() {
        assertThat(CATALOGUE.find(EU_WEST)).map(Region::jurisdiction).contains(new Jurisdiction("EU"));
        assertThat(CATALOGUE.require(US_EAST).id()).isEqualTo(US_EAST);
        assertThat(CATALOGUE.contains(EU_CENTRAL)).isTrue();
        assertThat(CATALOGUE.find(NOWHERE)).isEmpty();
        assertThat(CATALOGUE.contains(NOWHERE)).isFalse();
    }

    @Test
    void shouldListItsRegionsById() {
        assertThat(CATALOGUE.all().stream().map(Region::id)).containsExactly(EU_CENTRAL, EU_WEST, US_EAST);
    }

    @Test
    void shouldNameTheKnownRegionsWhereOneIsUnknown() {
        assertThatThrownBy(() -> CATALOGUE.require(NOWHERE))
                .isInstanceOf(UnknownRegionException.class)
                .hasMessageContaining("eu-nowhere")
                .hasMessageContaining("eu-central, eu-west, us-east");
    }

    @Test
    void shouldTakeTheJurisdictionFromTheDataNotFromTheName() {
        RegionCatalogue odd = new RegionCatalogue(List.of(region(EU_WEST, "US"), region(US_EAST, "US")));

        assertThat(odd.shareJurisdiction(EU_WEST, US_EAST)).isTrue();
        assertThat(CATALOGUE.shareJurisdiction(EU_WEST, EU_CENTRAL)).isTrue();
        assertThat(CATALOGUE.shareJurisdiction(EU_WEST, US_EAST)).isFalse();
    }

    @Test
    void shouldShareNoJurisdictionWithAnUnknownRegion() {
        assertThat(CATALOGUE.shareJurisdiction(EU_WEST, NOWHERE)).isFalse();
        assertThat(CATALOGUE.shareJurisdiction(NOWHERE, EU_WEST)).isFalse();
        assertThat(CATALOGUE.shareJurisdiction(NOWHERE, NOWHERE)).isFalse();
    }

    @Test
    void shouldRejectADoubledOrMissingRegion() {
        assertThatThrownBy(() -> new RegionCatalogue(List.of(region(EU_WEST, "EU"), region(EU_WEST, "US"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'eu-west' twice");
        assertThatThrownBy(() -> new RegionCatalogue(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void shouldNotChangeWithTheListsItWasMadeFrom() {
        List<String> certifications = new ArrayList<>(List.of("ISO 27001"));
        Region region =
                new Region(EU_WEST, new Jurisdiction("EU"), "", "", new Region.Endpoints("", "", ""), certifications);

        certifications.clear();

        assertThat(region.certifications()).containsExactly("ISO 27001");
        assertThatThrownBy(() -> CATALOGUE.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Region region(RegionId id, String jurisdiction) {
        return new Region(
                id,
                new Jurisdiction(jurisdiction),
                "somewhere",
                "a data centre",
                new Region.Endpoints("https://api.example", "mqtts://mqtt.example", "https://example"),
                List.of());
    }
}
