package org.afterimage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        RouteTable.Decision chest = table.decide(series("DX", "CHEST"));
        assertThat(chest.routes()).extracting(RouteSettings.Route::name).containsExactly("all", "chest");
        assertThat(chest.routes().get(1).model()).isEqualTo("m@1.2.0");
        RouteTable.Decision hand = table.decide(series("DX", "HAND"));
        assertThat(hand.routes()).extracting(RouteSettings.Route::name).containsExactly("all");
        assertThat(hand.sentence()).isEqualTo("route all: taken; route chest: BodyPartExamined is HAND, not CHEST");
    }

    @Test
    void anAbsentAttributeIsSaidToBeAbsent() throws IOException {
        RouteTable table = table("routes: [ { name: r, match: { Modality: [CT] }, model: m, destination: PACS } ]");
        assertThat(table.decide(TestSeries.of(new DataSet())).sentence())
                .isEqualTo("route r: Modality is absent, not CT");
    }

    @Test
    void aRouteMayAskForExpressionsBesidesItsMatches() throws IOException {
        RouteTable table = table("""
                routes:
                  - name: t1
                    match: { Modality: [MR] }
                    when: mrContrast == 'T1' && !contrastAgent
                    model: m
                    destination: PACS
                  - name: several
                    when:
                      - Modality in ['MR', 'CT']
                      - >-
                        EchoTime < 30
                        && has(SliceThickness)
                    model: m
                    destination: PACS
                """);
        RouteTable.Decision decision = table.decide(TestSeries.of(TestSeries.mr("SE", 500, 12)));
        assertThat(decision.routes()).extracting(RouteSettings.Route::name).containsExactly("t1");
        assertThat(decision.traces().get(0).clauses())
                .extracting(ClauseTrace::clause)
                .containsExactly("Modality is MR", "mrContrast == 'T1'", "!contrastAgent");
        assertThat(decision.traces().get(1).clauses())
                .extracting(ClauseTrace::clause, ClauseTrace::result)
                .containsExactly(
                        tuple("Modality in ['MR', 'CT']", ClauseTrace.Result.HELD),
                        tuple("EchoTime < 30", ClauseTrace.Result.HELD),
                        tuple("has(SliceThickness)", ClauseTrace.Result.FAILED));
        assertThat(decision.sentence())
                .isEqualTo("route t1: taken; route several: SliceThickness is absent, but the rule asks for"
                        + " has(SliceThickness)");
    }

    @Test
    void aStudyThatLacksARequiredSeriesSaysWhichAndWhatItHas() throws IOException {
        RouteTable table = table("""
                routes:
                  - name: flair
                    match: { Modality: [MR] }
                    requires: { T1: mrContrast == 'T1', T2: mrContrast == 'T2' }
                    model: m
                    destination: PACS
                """);
        RouteSettings.Route route = table.routes().get(0);
        Candidate t1 = TestSeries.of(TestSeries.mr("SE", 500, 12));
        Candidate pd = TestSeries.of(TestSeries.mr("SE", 3000, 20));
        Candidate t2 = TestSeries.of(TestSeries.mr("SE", 3000, 90));
        assertThat(table.missing(route, List.of(t1, pd)))
                .containsExactly("the study has no T2 series (mrContrast == 'T2'): MR contrast is T1 or PD");
        assertThat(table.missing(route, List.of()))
                .hasSize(2)
                .first()
                .asString()
                .endsWith("it has no series");
        assertThat(table.missing(route, List.of(t1, pd, t2))).isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnceEachWithItsLine() {
        assertThatThrownBy(() -> table("""
                        routes:
                          - name: one
                            match: { Modalty: [CT] }
                            when:
                              - Modality == 'MR'
                              - EchoTime == 'short'
                            model: m
                            destination: PACS
                          - name: two
                            when: |
                              Modality == 'MR' &&
                                bodyPart == 'HEAD'
                            model: m
                            destination: ELSEWHERE
                        """))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .satisfies(
                        message -> assertThat(message.replace(folder + "/", "").lines())
                                .containsExactly(
                                        "routes.yaml line 3: route one matches on Modalty, which is not a keyword of the DICOM"
                                                + " dictionary; is Modality meant?",
                                        "routes.yaml line 6: route one asks for 'EchoTime == 'short'': column 10: found no matching"
                                                + " overload for '_==_' applied to '(double, string)'; EchoTime is a decimal number"
                                                + " (written 30.0).",
                                        "routes.yaml line 14: route two sends to ELSEWHERE, which remotes.yaml does not list.",
                                        "routes.yaml line 10: route two asks for 'Modality == 'MR' && bodyPart == 'HEAD'': bodyPart"
                                                + " is neither a keyword of the DICOM dictionary nor a value that the node derives."));
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
        assertThat(table("routes: []").decide(series("CT", "HEAD")).sentence()).isEqualTo("no routes are configured");
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

    private static Candidate series(String modality, String bodyPart) {
        return TestSeries.of(
                new DataSet().putString(Tag.MODALITY, modality).putString(Tag.BODY_PART_EXAMINED, bodyPart));
    }
}
