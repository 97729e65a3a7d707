package org.afterimage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTableTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void aNodeWithOnePacs() throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n");
        Files.writeString(folder.resolve("remotes.yaml"), "remotes: [ { aeTitle: PACS, host: 127.0.0.1, port: 104 } ]");
    }

    @Test
    void aSeriesTakesEveryRouteOfWhichAllClausesHold() throws IOException {
        RouteTable table = table("""
                routes:
                  - { name: all, match: { Modality: [CR, DX] }, model: m, destination: PACS }
                  - { name: chest, match: { Modality: [DX], BodyPartExamined: [CHEST] }, model: m@1.2.0, destination: PACS }
                """);
        RouteTable.Decision chest = table.decide(header("DX", "CHEST"));
        assertThat(chest.routes()).extracting(RouteSettings.Route::name).containsExactly("all", "chest");
        assertThat(chest.routes().get(1).modelId()).isEqualTo("m");
        assertThat(chest.routes().get(1).modelVersion()).isEqualTo("1.2.0");
        RouteTable.Decision hand = table.decide(header("DX", "HAND"));
        assertThat(hand.routes()).extracting(RouteSettings.Route::name).containsExactly("all");
        assertThat(hand.trace()).isEqualTo("route all: taken; route chest: BodyPartExamined is HAND, not CHEST");
    }

    @Test
    void anAbsentAttributeIsSaidToBeAbsent() throws IOException {
        RouteTable table = table("routes: [ { name: r, match: { Modality: [CT] }, model: m, destination: PACS } ]");
        assertThat(table.decide(new DataSet()).trace()).isEqualTo("route r: Modality is absent, not CT");
    }

    @Test
    void aRouteSaysHowSoonItsWorkIsDone() throws IOException {
        RouteTable table = table("""
                routes:
                  - { name: usual, model: m, destination: PACS }
                  - { name: night, model: m, destination: PACS, priority: off-peak }
                  - { name: trauma, model: m, destination: PACS, priority: urgent }
                """);
        assertThat(table.routes())
                .extracting(RouteSettings.Route::priority)
                .containsExactly(Priority.NORMAL, Priority.OFF_PEAK, Priority.URGENT);
        assertThat(table.routes())
                .extracting(route -> route.priority().word())
                .containsExactly("normal", "off-peak", "urgent");
    }

    @Test
    void withoutRoutesTheTraceSaysSo() throws IOException {
        assertThat(table("routes: []").decide(header("CT", "HEAD")).trace()).isEqualTo("no routes are configured");
    }

    @Test
    void aKeywordThatTheDictionaryDoesNotHaveIsRefused() {
        assertThatThrownBy(
                        () -> table("routes: [ { name: r, match: { Modalty: [CT] }, model: m, destination: PACS } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Modalty, which is not a keyword");
    }

    @Test
    void aDestinationThatIsNoRemoteIsRefused() {
        assertThatThrownBy(() -> table("routes: [ { name: r, model: m, destination: ELSEWHERE } ]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ELSEWHERE, which remotes.yaml does not list");
    }

    private RouteTable table(String yaml) throws IOException {
        Files.writeString(folder.resolve("routes.yaml"), yaml);
        return RouteTable.read(NodeConfiguration.read(folder));
    }

    private static DataSet header(String modality, String bodyPart) {
        return new DataSet().putString(Tag.MODALITY, modality).putString(Tag.BODY_PART_EXAMINED, bodyPart);
    }
}
