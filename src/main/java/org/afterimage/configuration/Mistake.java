package org.afterimage.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.node.ConfigurationException;

/**
 * One thing for which a configuration is refused.
 *
 * @param file its name; empty where it is about none
 * @param line in that file, from 1; 0 where it is about none
 * @param field the name of the field that the sentence or the line is about; empty where none can be told
 * @param sentence the reason
 */
public record Mistake(String file, int line, String field, String sentence) {
    private static final Pattern BEGIN = Pattern.compile(
            "^((?:node|remotes|routes)\\.yaml)(?: line (\\d+))?(?:, ([\\w.\\[\\]-]+))?(:? )(.*)$", Pattern.DOTALL);
    private static final Pattern YAML_LINE = Pattern.compile("line (\\d+), column");

    /** The mistakes that a refusal tells, each with the field on its line. */
    public static List<Mistake> of(ConfigurationFiles files, ConfigurationException refusal) {
        List<String> sentences = new ArrayList<>();
        for (String line : String.valueOf(refusal.getMessage()).split("\n")) {
            // A sentence of the YAML reader goes over several lines.
            if (sentences.isEmpty() || BEGIN.matcher(line).matches()) {
                sentences.add(line);
            } else {
                sentences.set(sentences.size() - 1, sentences.get(sentences.size() - 1) + "\n" + line);
            }
        }
        return sentences.stream().map(sentence -> one(files, sentence)).toList();
    }

    private static Mistake one(ConfigurationFiles files, String sentence) {
        Matcher parts = BEGIN.matcher(sentence);
        if (!parts.matches()) {
            return new Mistake("", 0, "", sentence);
        }
        String file = parts.group(1);
        int line = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        if (line == 0) {
            Matcher inside = YAML_LINE.matcher(sentence);
            line = inside.find() ? Integer.parseInt(inside.group(1)) : 0;
        }
        if (parts.group(3) == null) {
            return new Mistake(file, line, onLine(files, file, line), parts.group(5));
        }
        // Of an entry of a list nobody says which field it is; the sentence does.
        String path = parts.group(3);
        String field = path.endsWith("]") ? "" : path.substring(path.lastIndexOf('.') + 1);
        return new Mistake(file, line, field, field + (field.isEmpty() ? "" : parts.group(4)) + parts.group(5));
    }

    private static String onLine(ConfigurationFiles files, String file, int line) {
        try {
            return line == 0 ? "" : new YamlText(file, files.texts().get(file)).fieldOn(line);
        } catch (ConfigurationException e) {
            return ""; // it is no YAML at all
        }
    }
}
