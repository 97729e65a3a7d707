package org.afterimage.console;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.afterimage.configuration.Mistake;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * What a form is filled with, and what is wrong with it.
 *
 * @param values by the names of its fields
 * @param problems sentences by the names of the fields that they are about
 */
@TemplateData
public record FormFields(Map<String, List<String>> values, Map<String, String> problems) {
    /** Two fields side by side, such as a keyword and its values. */
    @TemplateData
    public record Row(String first, String second) {}

    /** Names that are also words of other sentences. */
    private static final Set<String> WORDS = Set.of(
            "base",
            "was",
            "do",
            "name",
            "file",
            "text",
            "key",
            "model",
            "series",
            "values",
            "expression",
            "formToken",
            "keyword");

    /** Of no form yet. */
    static FormFields empty() {
        return new FormFields(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Of the form that the request brought. */
    static FormFields sent() {
        FormFields fields = empty();
        FormData form = CurrentRequestManager.get().getFormData();
        if (form != null) {
            for (String name : form) {
                Deque<FormValue> sent = form.get(name);
                fields.values.put(
                        name,
                        sent.stream()
                                .filter(value -> !value.isFileItem())
                                .map(FormValue::getValue)
                                .collect(Collectors.toList()));
            }
        }
        return fields;
    }

    /** Fills a field; nothing for null. */
    FormFields fill(String name, Object value) {
        if (value instanceof List<?> list) {
            values.put(name, list.stream().map(String::valueOf).collect(Collectors.toList()));
        } else if (value != null) {
            values.put(name, new ArrayList<>(List.of(value.toString())));
        }
        return this;
    }

    /** With what is wrong; each with the field of the form that has the name, or that the sentence names. */
    FormFields refused(List<Mistake> mistakes) {
        for (Mistake mistake : mistakes) {
            values.keySet().stream()
                    .filter(name -> isAbout(mistake, name))
                    .findFirst()
                    .ifPresent(name -> problems.merge(name, mistake.sentence(), (a, b) -> a + " " + b));
        }
        return this;
    }

    private static boolean isAbout(Mistake mistake, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (!mistake.field().isEmpty()) {
            return last.equals(mistake.field());
        }
        return !WORDS.contains(last)
                && Pattern.compile("\\b" + Pattern.quote(last) + "\\b")
                        .matcher(mistake.sentence())
                        .find();
    }

    /** The text of a field, without blanks around it; empty for none. */
    public String text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? "" : all.get(0).strip();
    }

    /** All texts of a field. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Those of a field that are not blank, and some empty ones to be filled. */
    public List<String> spare(String name, int empty) {
        List<String> all = new ArrayList<>(
                all(name).stream().filter(text -> !text.isBlank()).toList());
        for (int i = 0; i < empty; i++) {
            all.add("");
        }
        return all;
    }

    /** The rows of two fields of which one is not blank, and some empty ones to be filled. */
    public List<Row> rows(String first, String second, int empty) {
        List<Row> rows = new ArrayList<>(rows(first, second));
        for (int i = 0; i < empty; i++) {
            rows.add(new Row("", ""));
        }
        return rows;
    }

    List<Row> rows(String first, String second) {
        List<String> firsts = all(first);
        List<String> seconds = all(second);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(firsts.size(), seconds.size()); i++) {
            if (!firsts.get(i).isBlank() || !seconds.get(i).isBlank()) {
                rows.add(new Row(firsts.get(i).strip(), seconds.get(i).strip()));
            }
        }
        return rows;
    }

    /** Whether a field has that text. */
    public boolean is(String name, String value) {
        return text(name).equals(value);
    }

    /** What is wrong with a field; empty for nothing. */
    public String problem(String name) {
        return problems.getOrDefault(name, "");
    }

    /** A text to be written; null for none, so that the field is taken out. */
    Object orNull(String name) {
        String text = text(name);
        return text.isEmpty() ? null : text;
    }

    /** A whole number to be written; what is none is written as it is, for the check to refuse it. */
    Object number(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        return text.matches("-?[0-9]{1,9}") ? (Object) Integer.valueOf(text) : text;
    }

    /** Texts with commas between; null for none. Such a text may stand in quotes, and have commas in it then. */
    static List<String> list(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean isQuoted = false;
        for (char c : (text + ",").toCharArray()) {
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                if (!part.toString().isBlank()) {
                    parts.add(part.toString().strip());
                }
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (!part.toString().isBlank()) {
            parts.add(part.substring(0, part.length() - 1).strip());
        }
        return parts;
    }

    /** Texts with commas between. */
    static String joined(Object list) {
        List<?> texts = list instanceof List<?> several ? several : list == null ? List.of() : List.of(list);
        return texts.stream()
                .map(String::valueOf)
                .map(text -> text.contains(",") ? "\"" + text + "\"" : text)
                .collect(Collectors.joining(", "));
    }
}
