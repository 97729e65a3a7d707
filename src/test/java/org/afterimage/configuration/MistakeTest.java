package org.afterimage.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.afterimage.node.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a configuration is told with its file, its line and its field, so that a form can say it where it was typed. */
class MistakeTest {
    private static final String NODE = "aeTitles: [A]\n";
    private static final String REMOTES = "remotes:\n  - { aeTitle: PACS, host: a, port: 104 }\n";
    private static final String ROUTES = "routes:\n  - name: one\n    model: m\n    destination: PACS\n";

    @TempDir
    private Path folder;

    @Test
    void aFieldThatIsNamedIsTold() {
        assertThat(mistakes(NODE + "dicom:\n  port: many\n", REMOTES, ROUTES))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.file()).isEqualTo("node.yaml");
                    assertThat(mistake.line()).isEqualTo(3);
                    assertThat(mistake.field()).isEqualTo("port");
                });
        assertThat(mistakes(NODE + "dicom: { prot: 1 }\n", REMOTES, ROUTES))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.sentence()).startsWith("prot is not a known field"));
    }

    @Test
    void theFieldOfALineIsTold() {
        String routes = ROUTES + "    when:\n      - Modalty == 'CR'\n    requires:\n      T1: mrContrast = 'T1'\n";
        assertThat(mistakes(NODE, REMOTES, routes.replace("PACS", "OTHER")))
                .extracting(mistake -> mistake.file() + " " + mistake.line() + " " + mistake.field())
                .containsExactly("routes.yaml 4 destination", "routes.yaml 6 when", "routes.yaml 8 T1");
    }

    @Test
    void whatIsWrongWithAWholeEntryNamesItsFieldInTheSentence() {
        assertThat(mistakes(NODE, REMOTES.replace("104", "0"), ROUTES))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(2);
                    assertThat(mistake.field()).isEmpty();
                    assertThat(mistake.sentence()).isEqualTo("remote PACS has the port 0");
                });
    }

    @Test
    void whatIsNoYamlHasItsLine() {
        assertThat(mistakes(NODE, "remotes:\n  - { aeTitle: PACS\n", ROUTES))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.file()).isEqualTo("remotes.yaml");
                    assertThat(mistake.line()).isPositive();
                });
    }

    private List<Mistake> mistakes(String node, String remotes, String routes) {
        ConfigurationFiles files = ConfigurationFilesTest.files(node, remotes, routes);
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> files.check(folder));
        return Mistake.of(files, refusal);
    }
}
