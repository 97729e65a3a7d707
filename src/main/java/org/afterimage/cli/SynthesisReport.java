package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.check.CheckResult;
import org.afterimage.check.DomainViolation;
import org.afterimage.check.GateResult;
import org.afterimage.check.Verdict;
import org.afterimage.model.ModelPackage;
import org.afterimage.work.Pipeline;

/** What {@code synthesize} says of each instance: a sentence for people, or one line of JSON for programs. */
final class SynthesisReport {
    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    private final boolean json;
    private final ModelPackage model;
    private final String engine;

    SynthesisReport(PrintWriter out, boolean json, ModelPackage model, String engine) {
        this.out = out;
        this.json = json;
        this.model = model;
        this.engine = engine;
    }

    void unreadable(Path file, String reason) {
        say(
                file + ": can't be read: " + reason,
                fields("unreadable", file.toString(), Map.of("reason", String.valueOf(reason))));
    }

    void skipped(Path file, List<DomainViolation> violations) {
        String sentences = violations.stream().map(DomainViolation::sentence).collect(Collectors.joining(" "));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("code", violations.get(0).code());
        more.put("reason", sentences);
        say(file + ": skipped: " + sentences, fields("skipped", file.toString(), more));
    }

    void derived(SeriesOutput.Written written, Pipeline.Synthesised made, Map<String, Double> millis) {
        CheckResult check = made.checkOf(written.derived().source().sopInstanceUid());
        boolean held = check.verdict() == Verdict.HOLD;
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("file", written.file().toString());
        more.put("sopInstanceUid", written.derived().sopInstanceUid());
        more.put("seriesInstanceUid", made.derived().seriesInstanceUid());
        more.put("model", model.displayName());
        more.put("sha256", model.sha256());
        more.put("engine", engine);
        more.put("millis", millis);
        more.put("verdict", check.verdict().name());
        more.put("gates", check.gates().stream().map(SynthesisReport::gate).toList());
        String failed = check.failed().stream().map(GateResult::sentence).collect(Collectors.joining(" "));
        say(
                String.format(
                        Locale.ROOT,
                        "%s: %s, check %s, %s%s",
                        written.derived().source().file(),
                        written.file(),
                        check.verdict(),
                        timings(millis),
                        failed.isEmpty() ? "" : ": " + failed),
                fields(
                        held ? "held" : "derived",
                        written.derived().source().file().toString(),
                        more));
    }

    private static String timings(Map<String, Double> millis) {
        return millis.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.0f ms", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** JSON has no NaN: what could not be measured is null. */
    private static Map<String, Object> gate(GateResult gate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("gate", gate.gate());
        fields.put("measured", Double.isFinite(gate.measured()) ? gate.measured() : null);
        fields.put("bound", gate.bound());
        fields.put("verdict", gate.verdict().name());
        return fields;
    }

    private static Map<String, Object> fields(String outcome, String source, Map<String, ?> more) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", outcome);
        fields.put("source", source);
        fields.putAll(more);
        return fields;
    }

    private void say(String sentence, Map<String, Object> fields) {
        try {
            out.println(json ? mapper.writeValueAsString(fields) : sentence);
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }
}
