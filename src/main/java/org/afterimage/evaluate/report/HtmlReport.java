package org.afterimage.evaluate.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.evaluate.EvaluationResult;

/** {@code report.html}: one file with its styles, plots and pictures in it and no script, made from a Qute template. */
final class HtmlReport {

    private static final String TEMPLATE = "report.html";
    private static final String HTML = "text/html";

    private HtmlReport() {}

    static void write(EvaluationResult result, Path pictures, Path file) throws IOException {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of(HTML)))
                .build();
        String html = engine.parse(template(), Variant.forContentType(HTML), TEMPLATE)
                .data("page", new PageContent(result, pictures).page())
                .render();
        Files.writeString(file, html, StandardCharsets.UTF_8);
    }

    private static String template() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
