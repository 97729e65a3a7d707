package org.afterimage.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.route.RouteTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceStatementTest {
    private static final Path CONF = Path.of("dicom-conf");
    private static final Path MODELS = Path.of("models");
    private static final String RENEW = "./afterimage conformance --out dicom-conf/conformance.md";

    @TempDir
    private Path folder;

    @Test
    void theStatementThatIsKeptIsThatOfTheDefaultConfiguration() throws IOException {
        assertThat(statement(CONF))
                .as("dicom-conf/conformance.md is out of date; renew it: " + RENEW)
                .isEqualTo(Files.readString(CONF.resolve("conformance.md")));
    }

    @Test
    void everyFieldOfTheConfigurationIsExplained() {
        List<SettingsTable.Row> unexplained = SettingsTable.of(
                        NodeConfiguration.read(CONF).node())
                .stream()
                .filter(row -> row.meaning().isEmpty())
                .toList();
        assertThat(unexplained).as("fields of NodeSettings without @Setting").isEmpty();
    }

    @Test
    void aDefaultIsThatOfTheCodeAndNotOfTheFile() throws IOException {
        configuration("aeTitles: [ONE, TWO]\ndicom: { port: 104, maxPduLength: 16384, maxAssociations: 5 }\n");
        List<String> rows = SettingsTable.of(NodeConfiguration.read(folder).node()).stream()
                .map(row -> row.name() + "=" + row.value() + " else " + row.fallback())
                .toList();
        assertThat(rows)
                .contains(
                        "aeTitles=ONE, TWO else ",
                        "dicom.port=104 else 11112",
                        "dicom.maxPduLength=16384 else 262144",
                        "study.quietSeconds=10 else 10");
    }

    @Test
    void theStatementFollowsTheConfiguration() throws IOException {
        configuration("""
                aeTitles: [SYNTH, SYNTH2]
                dicom: { port: 104, callers: known, maxPduLength: 16384, maxAssociations: 5, idleSeconds: 33 }
                study: { quietSeconds: 77 }
                work: { slots: 3 }
                """);
        String statement = statement(folder);
        assertThat(statement)
                .contains("| SYNTH | receives; calls others |")
                .contains("| SYNTH2 | receives |")
                .contains("| SYNTH2 | 127.0.0.1:104 |")
                .contains("| Longest PDU that is taken, bytes | 16384 |")
                .contains("| Associations at once | 5 | 3, one for each job under way |")
                .contains("| for the next message or a response | 33 |")
                .contains("no new instance for 77 s")
                .contains("| Station Name | (0008,1010) | SH | `SYNTH` |")
                .contains("must be a remote, and call from that remote's host")
                .contains(
                        "| send to ARCHIVE | Computed Radiography Image Storage | RLE Lossless; Implicit VR Little Endian")
                .contains("| ARCHIVE | pacs.example.org:11113 | the archive |");
    }

    @Test
    void theTableOfServicesNamesEachSopClassOnce() throws IOException {
        String statement = statement(CONF);
        List<String> uids = Pattern.compile(
                        "^\\| Storage \\| .* \\| ([0-9.]+) \\| (Yes|No) \\| Yes \\|$", Pattern.MULTILINE)
                .matcher(statement)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(uids)
                .doesNotHaveDuplicates()
                .contains(SopClass.CR_IMAGE, SopClass.ENHANCED_MR_IMAGE)
                .doesNotContain(SopClass.SECONDARY_CAPTURE_IMAGE);
        assertThat(statement)
                .contains("Computed Radiography Image Storage | " + SopClass.CR_IMAGE + " | Yes | Yes |")
                .contains("CT Image Storage | " + SopClass.CT_IMAGE + " | Yes | Yes |")
                .contains("Enhanced MR Image Storage | " + SopClass.ENHANCED_MR_IMAGE + " | No | Yes |");
    }

    @Test
    void theTableOfTransferSyntaxesSaysWhichAreDecoded() throws IOException {
        assertThat(statement(CONF))
                .contains("| JPEG-LS Lossless Image Compression | 1.2.840.10008.1.2.4.80 | Yes | Yes |")
                .contains("| JPEG Baseline (Process 1) | 1.2.840.10008.1.2.4.50 | Yes | No |")
                .contains("| Explicit VR Big Endian | 1.2.840.10008.1.2.2 | Yes | No |")
                .contains("| JPEG XL | 1.2.840.10008.1.2.4.112 | No, only kept | No |")
                .doesNotContain("MPEG", "HEVC", "JPIP");
    }

    @Test
    void theAnnexSaysWhatTheNodeWritesByItself() throws IOException {
        assertThat(statement(CONF))
                .contains("| Synthetic Data | (0008,001C) | CS | `YES` |")
                .contains("| >Referenced SOP Instance UID | (0008,1155) | UI | SOP Instance UID of the source |")
                .contains("| Patient's Name | (0010,0010) | PN | copied, or empty |")
                .contains("| Series Instance UID | (0020,000E) | UI | made for each object |")
                .contains("| Purpose of Reference Code Sequence | 109100 | DCM | Synthesizing Equipment |")
                .doesNotContain("| Study Instance UID | (0020,000D)");
    }

    @Test
    void headingsAreNumberedAndListed() throws IOException {
        String statement = statement(CONF);
        List<String> headings = statement
                .lines()
                .filter(line -> line.startsWith("## ") || line.startsWith("### "))
                .map(line -> line.replaceFirst("^#+ ", ""))
                .toList();
        String listed = statement
                .lines()
                .filter(line -> line.stripLeading().startsWith("- "))
                .map(line -> line.strip().substring(2))
                .collect(Collectors.joining("\n"));
        assertThat(headings).hasSizeGreaterThan(20).contains("1 Overview", "1.1 Network services");
        assertThat(listed).isEqualTo(String.join("\n", headings));
    }

    private static String statement(Path conf) {
        NodeConfiguration configuration = NodeConfiguration.read(conf);
        return new ConformanceStatement(
                        configuration, RouteTable.read(configuration), ModelCatalogue.load(MODELS), "0.1.0")
                .markdown();
    }

    private void configuration(String nodeYaml) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), nodeYaml);
        Files.writeString(folder.resolve("remotes.yaml"), """
                remotes:
                  - { aeTitle: ARCHIVE, host: pacs.example.org, port: 11113, description: the archive, derivedTransferSyntax: rle }
                """);
        Files.writeString(folder.resolve("routes.yaml"), """
                routes:
                  - { name: bones, match: { Modality: [DX] }, model: chest-bone-suppression, destination: ARCHIVE }
                """);
    }
}
