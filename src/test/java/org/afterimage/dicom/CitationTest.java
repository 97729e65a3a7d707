package org.afterimage.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who reads a public type of the DICOM layer is told where in the standard to read on. */
class CitationTest {

    private static final Path SOURCES = Path.of("src/main/java/org/afterimage/dicom");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:[a-z-]+ )*(?:class|interface|record|enum|@interface) (\\w+)", Pattern.MULTILINE);

    /** Part and section, such as PS3.8 9.3.2 or PS3.4 Annex B; the part alone is no help. */
    private static final Pattern CITATION = Pattern.compile("PS3\\.\\d+ (?:\\d|[A-Z]\\.\\d|Annex(?:es)? [A-Z])");

    @Test
    void everyPublicTypeCitesItsSectionOfTheStandard() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> uncited = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> uncited(text(file)))
                    .sorted()
                    .toList();
            assertThat(uncited).as("types whose Javadoc cites no section").isEmpty();
        }
    }

    @Test
    void aCitationIsFoundOnlyWhereItIs() {
        String type = "public final class A {}";
        assertThat(uncited("/** Reads a PDU (PS3.8 9.3). */\n@Deprecated\n" + type))
                .isEmpty();
        assertThat(uncited("/**\n * Negotiates (PS3.7\n * Annex D).\n */\n" + type))
                .isEmpty();
        assertThat(uncited("/** Reads a PDU (PS3.8). */\n" + type)).containsExactly("A");
        assertThat(uncited("/** Cites PS3.8 9.3. */\nclass B {}\n" + type)).containsExactly("A");
        assertThat(uncited(type)).containsExactly("A");
    }

    private static Stream<String> uncited(String source) {
        Matcher types = PUBLIC_TYPE.matcher(source);
        return types.results()
                .filter(type -> !CITATION.matcher(javadocBefore(source.substring(0, type.start())))
                        .find())
                .map(type -> type.group(1));
    }

    /** The Javadoc at the end of a text, with nothing but annotations behind it, as one line. */
    private static String javadocBefore(String text) {
        int begin = text.lastIndexOf("/**");
        int end = text.lastIndexOf("*/");
        if (begin < 0
                || end < begin
                || !text.substring(end + 2)
                        .replaceAll("@\\w+(\\([^)]*\\))?", "")
                        .isBlank()) {
            return "";
        }
        return text.substring(begin, end).replaceAll("\\s*\\n\\s*\\*?\\s*", " ");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
