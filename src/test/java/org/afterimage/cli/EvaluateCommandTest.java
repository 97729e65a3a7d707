package org.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person types it, with the bone suppression that ships, on pairs of simple drawings of a chest. */
class EvaluateCommandTest {
    private static final Path MODELS = Path.of("models");
    private static final String MODEL = "chest-bone-suppression";
    private static final String VERSION = ModelCatalogue.load(MODELS)
            .find(MODEL, Optional.empty())
            .orElseThrow()
            .manifest()
            .version();
    private static final int SIDE = 512;
    private static final int RIB = 300;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theReportHasTheFiguresOfEachCaseAndTheReasonOfEachThatWasSkipped() throws IOException {
        writeCase("a", 0, true);
        writeCase("b", 40, true);
        writeCase("lateral", 0, false);
        Files.createDirectories(pairs().resolve("truthless/source"));
        write(pairs().resolve("truthless/source"), chest(0, true));

        assertThat(evaluate(withoutThresholds())).isEqualTo(1);

        assertThat(err.toString()).contains("case 1 of 4, a: measured").contains("case 3 of 4, lateral: skipped: ");
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.at("/model/id").asText()).isEqualTo(MODEL);
        assertThat(report.at("/model/sha256").asText()).hasSize(64);
        assertThat(report.at("/pairs/sha256").asText()).hasSize(64);
        assertThat(report.at("/figures/mae.before/count").asInt()).isEqualTo(2);
        assertThat(report.at("/cases")).hasSize(2);
        assertThat(report.at("/skipped/0/reason").asText()).contains("view");
        assertThat(report.at("/skipped/1/case").asText()).isEqualTo("truthless");
        assertThat(report.at("/features")).hasSize(93);
        // The source differs from the truth by RIB on every fourth row of the region, and nowhere else.
        JsonNode figures = report.at("/cases/0/figures");
        double range = 2000; // lung is below the 0.5th percentile's place, body above the 99.5th's
        assertThat(figures.required("mae.region.before").asDouble()).isCloseTo(0.25 * RIB / range, within(1e-6));
        assertThat(figures.required("bias.region.before").asDouble()).isCloseTo(0.25 * RIB / range, within(1e-6));
        assertThat(figures.required("rmse.region.before").asDouble()).isCloseTo(0.5 * RIB / range, within(1e-6));
        assertThat(report.at("/cases/0/lesions/0/trueContrast").asDouble()).isCloseTo(500 / range, within(1e-6));
        assertThat(report.at("/figures/lesions.kept/count").asInt()).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve("report/cases.csv"))).hasSize(5);
        assertThat(folder.resolve("report/pictures/a.png")).isNotEmptyFile();
        String html = Files.readString(folder.resolve("report/report.html"));
        assertThat(html).contains("data:image/png;base64,");
        assertThat(html.replaceAll("base64,[A-Za-z0-9+/=]+", "")) // any letters may stand in a picture
                .contains(MODEL, "<svg", "truthless", "7NFM")
                .doesNotContain("<script", "http://", "https://", "NaN");
    }

    @Test
    void aMissedThresholdOfThePackageIsSaidAndEndsWithThree() throws IOException {
        Path models = withoutThresholds();
        Files.writeString(
                models.resolve(MODEL + "/" + VERSION + "/configs/acceptance.yaml"),
                "schema: 1\nthresholds: { psnr: { mean: { atLeast: 99 } }, mae: { worst: { atMost: 9 } },"
                        + " lesions.kept: { mean: { atLeast: 0.9 } } }\n");
        writeCase("a", 0, true);
        deleteMask("a");

        assertThat(evaluate(models)).isEqualTo(3);

        assertThat(out.toString())
                .contains("Missed: psnr, mean at least 99.0")
                .contains("1 of 2 thresholds are met. 1 could not be measured on these pairs.");
    }

    @Test
    void textureRegionsOfSeveralNamesAreGivenApart() throws IOException {
        writeCase("a", 0, true);
        writeCase("b", 40, true);
        for (String name : new String[] {"a", "b"}) {
            writeMask(name, "texture-lung", (row, column) -> inLung(row, column) ? 1 : 0);
            writeMask(name, "texture-wall", (row, column) -> row > 440 ? 1 : 0);
        }

        assertThat(evaluate(MODELS)).isEqualTo(3);

        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/report.json").toFile());
        assertThat(report.at("/features")).hasSize(2 * 93);
        assertThat(report.at("/features/0/group").asText()).isEqualTo("lung");
        double lung = report.at("/figures/features.concordant.lung/mean").asDouble();
        double wall = report.at("/figures/features.concordant.wall/mean").asDouble();
        assertThat(report.at("/figures/features.concordant/mean").asDouble())
                .isCloseTo((lung + wall) / 2, within(1e-9));
        assertThat(wall).as("nothing changes outside the lung").isEqualTo(1);
    }

    @Test
    void aFolderWithoutCasesAndAnUnknownModelAreEachToldInOneSentence() throws IOException {
        Files.createDirectories(pairs());
        assertThat(evaluate(MODELS)).isEqualTo(1);
        assertThat(err.toString()).contains("afterimage: The folder ").contains("holds no cases");
        assertThat(run("evaluate", "--model", "no-such", "--pairs", pairs().toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no model no-such");
    }

    private Path withoutThresholds() throws IOException {
        Path models = folder.resolve("models");
        Path version = models.resolve(MODEL + "/" + VERSION);
        copy(MODELS.resolve(MODEL + "/" + VERSION), version);
        Files.delete(version.resolve("configs/acceptance.yaml"));
        return models;
    }

    private int evaluate(Path models) {
        return run(
                "evaluate",
                "--model",
                MODEL + "@" + VERSION,
                "--models",
                models.toString(),
                "--pairs",
                pairs().toString(),
                "--report",
                folder.resolve("report").toString());
    }

    private int run(String... words) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }

    private Path pairs() {
        return folder.resolve("pairs");
    }

    private void writeCase(String name, int brighter, boolean frontal) throws IOException {
        write(pairs().resolve(name + "/source"), chest(brighter, frontal));
        write(
                pairs().resolve(name + "/truth"),
                TestRadiographs.chest(SIDE, SIDE, false, (row, column) -> value(row, column, brighter, false)));
        writeMask(name, "region", (row, column) -> inLung(row, column) ? 1 : 0);
        writeMask(name, "mask", (row, column) -> inNodule(row, column) ? 1 : 0);
    }

    private void deleteMask(String name) throws IOException {
        Path mask = pairs().resolve(name + "/mask");
        Files.delete(mask.resolve("1.dcm"));
        Files.delete(mask);
    }

    private void writeMask(String name, String mask, IntBinaryOperator label) throws IOException {
        write(pairs().resolve(name).resolve(mask), TestRadiographs.chest(SIDE, SIDE, false, label));
    }

    private static void write(Path folder, DataSet dataSet) throws IOException {
        Files.createDirectories(folder);
        Part10.write(folder.resolve("1.dcm"), dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static DataSet chest(int brighter, boolean frontal) {
        DataSet chest = TestRadiographs.chest(SIDE, SIDE, false, (row, column) -> value(row, column, brighter, true));
        return frontal ? chest : chest.putString(Tag.VIEW_POSITION, "LL");
    }

    /** Two dark lungs in a bright body, a nodule in one, and ribs on every fourth row of the lungs. */
    private static int value(int row, int column, int brighter, boolean ribs) {
        if (!inLung(row, column)) {
            return 3000 + brighter;
        }
        int rib = ribs && row % 4 == 0 ? RIB : 0;
        return 1000 + rib + (inNodule(row, column) ? 500 : 0);
    }

    private static boolean inLung(int row, int column) {
        return row >= 100 && row < 420 && (column >= 80 && column < 230 || column >= 280 && column < 430);
    }

    private static boolean inNodule(int row, int column) {
        return Math.hypot(row - 200.5, column - 150.5) < 12;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
