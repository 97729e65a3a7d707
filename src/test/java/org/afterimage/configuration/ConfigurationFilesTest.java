package org.afterimage.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.node.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration is three texts that are right or wrong together, and one file when it travels. */
class ConfigurationFilesTest {
    private static final String NODE = "aeTitles: [A]\n";
    private static final String REMOTES = "remotes:\n  - { aeTitle: PACS, host: a, port: 104 }\n";
    private static final String ROUTES =
            "routes:\n  - name: one\n    match: { Modality: [CR] }\n    model: m\n    destination: PACS\n";

    @TempDir
    private Path folder;

    @Test
    void whatIsRightTogetherIsTaken() {
        ConfigurationFiles.Checked checked = files(NODE, REMOTES, ROUTES).check(folder);
        assertThat(checked.node().remote("PACS")).isPresent();
        assertThat(checked.node().folder()).isEqualTo(folder);
        assertThat(checked.routes().routes()).hasSize(1);
    }

    @Test
    void eachFileIsRefusedWithItsNameLineAndReason() throws Exception {
        assertThatThrownBy(() ->
                        files(NODE + "dicom: { prot: 1 }\n", REMOTES, ROUTES).check(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("node.yaml line 2, dicom.prot is not a known field");
        assertThatThrownBy(
                        () -> files(NODE, REMOTES.replace("104", "0"), ROUTES).check(folder))
                .hasMessageStartingWith("remotes.yaml line 2")
                .hasMessageContaining("has the port 0");
        assertThatThrownBy(() ->
                        files(NODE, REMOTES.replace("PACS", "OTHER"), ROUTES).check(folder))
                .hasMessage("routes.yaml line 5: route one sends to PACS, which remotes.yaml does not list.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void otherFilesAreNamedFromTheFolderOfTheConfiguration() throws Exception {
        String remotes = "remotes: [ { aeTitle: PACS, stowRs: { url: 'http://a', token: { file: token } } } ]\n";
        assertThatThrownBy(() -> files(NODE, remotes, ROUTES).check(folder))
                .hasMessageStartingWith("remotes.yaml line 1, stowRs.token: The file " + folder.resolve("token"));
        Files.writeString(folder.resolve("token"), "secret");
        assertThat(files(NODE, remotes, ROUTES).check(folder)).isNotNull();
    }

    @Test
    void onlyWhatIsDifferentIsWritten() throws Exception {
        files(NODE, REMOTES, ROUTES).write(folder);
        Object node =
                Files.readAttributes(folder.resolve("node.yaml"), "unix:ino").get("ino");
        ConfigurationFiles other = files(NODE, REMOTES.replace("104", "105"), ROUTES);
        other.write(folder);
        assertThat(ConfigurationFiles.read(folder).digest()).isEqualTo(other.digest());
        assertThat(Files.readAttributes(folder.resolve("node.yaml"), "unix:ino").get("ino"))
                .isEqualTo(node);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(3);
        }
    }

    @Test
    void theDigestTellsWhichFileSaysWhat() {
        assertThat(files(NODE, REMOTES, ROUTES).digest())
                .hasSize(64)
                .isEqualTo(files(NODE, REMOTES, ROUTES).digest())
                .isNotEqualTo(files(NODE, ROUTES, REMOTES).digest())
                .isNotEqualTo(files(NODE + "\n", REMOTES, ROUTES).digest());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a: 1",
                "a: 1\n",
                "a: 1\n\n\n",
                "\n\n  indented first: true\n# comment\n",
                "  all:\n    indented: true\n",
                "tab\there\ntrailing space \n",
                "carriage: return\r\nline: 2\r\n",
                "control: \u0001\nquotes: \"'\\ : #\n",
                "umlaut: äöü 日本\n---\n...\n"
            })
    void whatIsExportedIsImportedCharacterByCharacter(String text) {
        ConfigurationFiles files = files(NODE, text, ROUTES);
        String exported = ExportedConfiguration.write(files, "a title");
        assertThat(ExportedConfiguration.read(exported).texts()).isEqualTo(files.texts());
        assertThat(exported).startsWith("# a title\nnode.yaml: |2+\n  aeTitles: [A]\n");
    }

    @Test
    void aFileThatIsNoExportIsRefusedWithTheReason() {
        assertThatThrownBy(() -> ExportedConfiguration.read("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> ExportedConfiguration.read("node.yaml: |\n  a\n"))
                .hasMessageContaining("remotes.yaml is missing");
        assertThatThrownBy(() ->
                        ExportedConfiguration.read("node.yaml: a\nremotes.yaml: b\nroutes.yaml: c\nother.yaml: d\n"))
                .hasMessageContaining("other.yaml is no part of a configuration");
        assertThatThrownBy(() -> ExportedConfiguration.read("node.yaml: a\nnode.yaml: b\n"))
                .hasMessageStartingWith("line 2");
        assertThatThrownBy(() -> ExportedConfiguration.read("node.yaml: {\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("line ");
    }

    @Test
    void theDifferenceIsTheLinesThatWereRemovedAndAdded() {
        ConfigurationFiles before = files("a\nb\nc\nd\n", REMOTES, "x\n");
        ConfigurationFiles after = files("a\nc\nnew\nd\ne\n", REMOTES, "y\n");
        assertThat(before.difference(after))
                .isEqualTo(
                        "node.yaml\n@@ line 2\n-b\n@@ line 3\n+new\n@@ line 5\n+e\nroutes.yaml\n@@ line 1\n-x\n+y\n");
        assertThat(before.difference(before)).isEmpty();
    }

    static ConfigurationFiles files(String node, String remotes, String routes) {
        return new ConfigurationFiles(Map.of("node.yaml", node, "remotes.yaml", remotes, "routes.yaml", routes));
    }
}
