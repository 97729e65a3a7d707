package org.afterimage.route;

import java.util.ArrayList;
import java.util.List;

/** Divides the text of an expression at the "and" between its clauses, so that each clause can be judged by itself. */
final class Conjunction {
    private final String text;
    private final List<String> parts = new ArrayList<>();
    private int depth;
    private int from;

    private Conjunction(String text) {
        this.text = text;
    }

    /** The clauses; the whole when another operator binds them, or when nothing divides it. */
    static List<String> split(String text) {
        Conjunction split = new Conjunction(text);
        return split.divide() ? List.copyOf(split.parts) : List.of(text.strip());
    }

    private boolean divide() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                at = afterQuotes(at);
                continue;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (depth == 0 && (c == '?' || text.startsWith("||", at) || text.startsWith("//", at))) {
                return false; // these bind less than "and" does, or hide it
            }
            if (depth == 0 && text.startsWith("&&", at)) {
                parts.add(text.substring(from, at).strip());
                from = at + 2;
                at++;
            }
            at++;
        }
        parts.add(text.substring(from).strip());
        return true;
    }

    private int afterQuotes(int opening) {
        char quote = text.charAt(opening);
        int at = opening + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
