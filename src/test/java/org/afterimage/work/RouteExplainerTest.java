package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;
import org.afterimage.route.Sender;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a series is not taken, in one line that an administrator understands; each test is one of the questions that they ask. */
class RouteExplainerTest {
    private static final Path FIXTURES = Path.of("test-fixtures");
    private static final Sender CT2 = Sender.of("CT2", "AFTERIMAGE", "192.0.2.7");
    private static final LocalDateTime AFTERNOON = LocalDateTime.of(2026, 1, 3, 14, 5);
    private static ModelCatalogue models;

    @TempDir
    private Path folder;

    @BeforeAll
    static void theModelsOfTheRepository() {
        models = ModelCatalogue.load(Path.of("models"));
    }

    @Test
    void aSeriesThatIsTakenSaysByWhatAndWhereTo() throws IOException {
        assertThat(explain("match: { Modality: [DX] }\n    priority: urgent", "chest-bone-suppression", "chest-dx"))
                .containsExactly("Series 1 (DX): route r takes it: model " + name("chest-bone-suppression")
                        + ", to PACS, priority urgent.");
    }

    @Test
    void aModelThatIsSwitchedOffTakesNothing() throws IOException {
        String rule = "match: { Modality: [DX] }\nmodels: { disabled: [chest-bone-suppression] }";
        assertThat(explain(rule, "chest-bone-suppression", "chest-dx"))
                .containsExactly("Series 1 (DX): route r takes it, but the model " + name("chest-bone-suppression")
                        + " is switched off in routes.yaml.");
        String other = "match: { Modality: [DX] }\nmodels: { disabled: [chest-style] }";
        assertThat(explain(other, "chest-bone-suppression", "chest-dx"))
                .containsExactly("Series 1 (DX): route r takes it: model " + name("chest-bone-suppression")
                        + ", to PACS, priority normal.");
    }

    @Test
    void theModalityIsAnotherOne() throws IOException {
        assertThat(explain("match: { Modality: [CR, DX] }", "chest-bone-suppression", "head-mr/t1"))
                .containsExactly("Series 201 (MR): route r does not take it: Modality is MR, not CR or DX.");
    }

    @Test
    void anotherDeviceSentIt() throws IOException {
        assertThat(explain("when: callingAeTitle == 'CT1'", "ct-kernel-sharp-to-smooth", "thorax-ct/sharp"))
                .containsExactly(
                        "Series 3 (CT): route r does not take it: calling AE title is CT2, but the rule asks for"
                                + " callingAeTitle == 'CT1'.");
    }

    @Test
    void theModelDoesNotTakeTheView() throws IOException {
        assertThat(explain("match: { Modality: [DX] }", "chest-bone-suppression", "refused/lateral"))
                .containsExactly("Series 1 (DX): route r takes it, but the model " + name("chest-bone-suppression")
                        + " does not: The view is LL; the model " + name("chest-bone-suppression")
                        + " accepts PA, AP.");
    }

    @Test
    void anotherSeriesIsMissing() throws IOException {
        assertThat(explain(
                        "when: mrContrast in ['T1', 'T2']\n    requires: { T1: mrContrast == 'T1', T2: mrContrast == 'T2' }",
                        "mr-flair-synthesis",
                        "refused/head-without-t2"))
                .containsExactly("Series 201 (MR): route r waits: the study has no T2 series (mrContrast == 'T2'):"
                        + " MR contrast is T1.");
    }

    @Test
    void itIsTheWrongTimeOfDay() throws IOException {
        assertThat(explain("when: timeBetween('22:00', '06:00')", "ct-kernel-sharp-to-smooth", "thorax-ct/sharp"))
                .containsExactly("Series 3 (CT): route r does not take it: local time is 14:05, but the rule asks for"
                        + " timeBetween('22:00', '06:00').");
    }

    @Test
    void itIsTheNodesOwnOutput() throws IOException {
        assertThat(explain(
                        "match: { Modality: [DX] }",
                        "chest-bone-suppression",
                        "chest-dx",
                        header -> header.putString(Tag.SYNTHETIC_DATA, "YES")))
                .containsExactly("Series 1 (DX): route r takes it, but the model " + name("chest-bone-suppression")
                        + " does not: This image is synthetic already; the node does not process its own or others'"
                        + " output.");
    }

    @Test
    void anAttributeInsideASequenceIsAnotherOne() throws IOException {
        assertThat(explain(
                        "when: ProcedureCodeSequence[0].CodeValue == '399208008'",
                        "chest-bone-suppression",
                        "chest-dx",
                        header -> header.putItems(0x00081032, new DataSet().putString(Tag.CODE_VALUE, "168537006"))))
                .containsExactly(
                        "Series 1 (DX): route r does not take it: ProcedureCodeSequence[0].CodeValue is 168537006,"
                                + " but the rule asks for ProcedureCodeSequence[0].CodeValue == '399208008'.");
    }

    @Test
    void aNumberIsOutOfRange() throws IOException {
        assertThat(explain(
                        "when: SliceThickness > 0.5 && SliceThickness <= 3",
                        "ct-kernel-sharp-to-smooth",
                        "thorax-ct/sharp"))
                .containsExactly("Series 3 (CT): route r does not take it: SliceThickness is 5, but the rule asks for"
                        + " SliceThickness <= 3.");
    }

    @Test
    void aContrastAgentWasGiven() throws IOException {
        assertThat(explain(
                        "match: { Modality: [CT] }\n    when: \"!contrastAgent\"",
                        "ct-kernel-sharp-to-smooth",
                        "thorax-ct/sharp",
                        header -> header.putString(Tag.CONTRAST_BOLUS_AGENT, "IOMEPROL 400")))
                .containsExactly("Series 3 (CT): route r does not take it: contrast agent is yes, but the rule asks for"
                        + " !contrastAgent.");
    }

    @Test
    void theRuleAsksForAnAttributeThatIsAbsent() throws IOException {
        assertThat(explain("when: InversionTime > 1500", "mr-flair-synthesis", "head-mr/t2"))
                .containsExactly(
                        "Series 301 (MR): route r does not take it: InversionTime is absent, and the rule asks for"
                                + " InversionTime > 1500.");
    }

    @Test
    void theOrientationIsAnotherOneAndTheModelIsNotThere() throws IOException {
        assertThat(explain("when: orientation == 'SAGITTAL'", "mr-flair-synthesis", "head-mr/t2"))
                .containsExactly(
                        "Series 301 (MR): route r does not take it: orientation is AXIAL, but the rule asks for"
                                + " orientation == 'SAGITTAL'.");
        assertThat(explain("match: { Modality: [MR] }", "mr-flare", "head-mr/t2"))
                .containsExactly("Series 301 (MR): route r takes it, but there is no usable model package mr-flare.");
    }

    @Test
    void aSeriesThatTheStudysModelDoesNotUseSaysSo() throws IOException {
        assertThat(explain("match: { Modality: [MR] }", "mr-flair-synthesis", "head-mr"))
                .containsExactly(
                        "Series 101 (MR): route r takes it, but the model " + name("mr-flair-synthesis")
                                + " does not: it uses other series of the study.",
                        "Series 201 (MR): route r takes it: model " + name("mr-flair-synthesis")
                                + ", to PACS, priority normal.",
                        "Series 301 (MR): route r takes it: model " + name("mr-flair-synthesis")
                                + ", to PACS, priority normal.");
    }

    private static String name(String model) {
        return models.find(model, Optional.empty()).orElseThrow().displayName();
    }

    private List<String> explain(String rule, String model, String fixture) throws IOException {
        return explain(rule, model, fixture, header -> {});
    }

    private List<String> explain(String rule, String model, String fixture, Consumer<DataSet> change)
            throws IOException {
        List<ExplainedSeries> series = new ArrayList<>();
        for (List<SourceInstance> instances : seriesOf(FIXTURES.resolve(fixture), change)) {
            DataSet first = instances.get(0).object().dataSet();
            SourceSeries files = new SourceSeries(
                    first.string(Tag.STUDY_INSTANCE_UID).orElseThrow(),
                    first.string(Tag.SERIES_INSTANCE_UID).orElseThrow(),
                    instances);
            series.add(new ExplainedSeries(files, CT2, AFTERNOON.atZone(ZoneOffset.UTC)));
        }
        return new RouteExplainer(routes(rule, model), models)
                .explain(series).stream().map(Explanation::line).toList();
    }

    private static Collection<List<SourceInstance>> seriesOf(Path folder, Consumer<DataSet> change) throws IOException {
        Map<String, List<SourceInstance>> bySeries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".dcm"))
                    .sorted()
                    .toList()) {
                SourceInstance instance = SourceFiles.open(file).get(0);
                DicomObject object = instance.object();
                change.accept(object.dataSet());
                bySeries.computeIfAbsent(file.getParent().toString(), key -> new ArrayList<>())
                        .add(instance);
            }
        }
        return bySeries.values();
    }

    private RouteTable routes(String rule, String model) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n");
        Files.writeString(folder.resolve("remotes.yaml"), "remotes: [ { aeTitle: PACS, host: 127.0.0.1, port: 104 } ]");
        Files.writeString(
                folder.resolve("routes.yaml"),
                "routes:\n  - name: r\n    model: " + model + "\n    destination: PACS\n    " + rule + "\n");
        return RouteTable.read(NodeConfiguration.read(folder));
    }
}
