package org.afterimage.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A text in Markdown that grows: headings with numbers, paragraphs and tables. */
final class Markdown {
    private static final int DEEPEST = 3;
    private static final String CONTENTS = "\u0000contents\u0000";

    private final StringBuilder text = new StringBuilder();
    private final int[] numbers = new int[DEEPEST];
    private final List<String> contents = new ArrayList<>();

    /** The title, which has no number. */
    Markdown title(String words) {
        text.append("# ").append(words).append('\n');
        return this;
    }

    /** A chapter. */
    Markdown chapter(String words) {
        return heading(0, words);
    }

    /** A section of a chapter. */
    Markdown section(String words) {
        return heading(1, words);
    }

    /** A part of a section. */
    Markdown part(String words) {
        return heading(2, words);
    }

    /** A paragraph. */
    Markdown paragraph(String words) {
        text.append('\n').append(words).append('\n');
        return this;
    }

    /** A list with a number before each line. */
    Markdown steps(String... lines) {
        text.append('\n');
        for (int i = 0; i < lines.length; i++) {
            text.append(i + 1).append(". ").append(lines[i]).append('\n');
        }
        return this;
    }

    /** Lines as they are, such as a drawing. */
    Markdown drawing(String lines) {
        text.append("\n```text\n").append(lines.stripTrailing()).append("\n```\n");
        return this;
    }

    /** Begins a table. */
    Table table(String... heads) {
        return new Table(heads.length, Arrays.asList(heads));
    }

    /** Everything so far, the list of chapters where it was asked for. */
    @Override
    public String toString() {
        return text.toString().replace(CONTENTS, String.join("\n", contents) + "\n");
    }

    /** Puts the list of chapters and sections here. */
    Markdown contents() {
        text.append('\n').append(CONTENTS);
        return this;
    }

    private Markdown heading(int depth, String words) {
        numbers[depth]++;
        Arrays.fill(numbers, depth + 1, DEEPEST, 0);
        String number =
                Arrays.stream(numbers, 0, depth + 1).mapToObj(Integer::toString).collect(Collectors.joining("."));
        text.append('\n')
                .append("#".repeat(depth + 2))
                .append(' ')
                .append(number)
                .append(' ')
                .append(words)
                .append('\n');
        if (depth < 2) {
            contents.add("   ".repeat(depth) + "- " + number + " " + words);
        }
        return this;
    }

    /** A table that gets its rows. */
    final class Table {
        private final int columns;

        private Table(int columns, List<String> heads) {
            this.columns = columns;
            text.append('\n');
            line(heads);
            text.append('|').append("---|".repeat(columns)).append('\n');
        }

        /** Adds a row of as many cells as the table has columns. */
        Table row(Object... cells) {
            if (cells.length != columns) {
                throw new IllegalArgumentException(columns + " cells make a row here, not " + cells.length);
            }
            line(Arrays.stream(cells).map(String::valueOf).toList());
            return this;
        }

        private void line(List<String> cells) {
            String row = cells.stream()
                    .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                    .collect(Collectors.joining(" | "));
            text.append("| ").append(row).append(" |\n");
        }
    }
}
