package org.afterimage.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parts of pages that are kept current, as the templates have them. */
class LivePartsTest {
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern PART = Pattern.compile("<[^<>]*\\bdata-live=\"([^\"]*)\"[^<>]*>");

    @Test
    void everyPartHasAnIdAndNamesKindsThatThereAre() throws IOException {
        List<String> parts = new ArrayList<>();
        for (Path template : templates()) {
            Matcher part = PART.matcher(Files.readString(template));
            while (part.find()) {
                parts.add(part.group());
                assertThat(part.group()).contains(" id=\"");
                assertThat(Kind.names()).contains(part.group(1).split(" "));
            }
        }
        assertThat(parts).hasSizeGreaterThan(8);
    }

    @Test
    void noPagePolls() throws IOException {
        for (Path template : templates()) {
            assertThat(Files.readString(template)).as(template.toString()).doesNotContain("every ");
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }
}
