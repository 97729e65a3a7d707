package org.afterimage.configuration;

import java.util.ArrayList;
import java.util.List;

/** The lines that were removed and added between two texts, by their longest common subsequence. */
final class LineDifference {
    /** Lines that changed on both sides beyond which the whole is told as replaced; a table of more would be large. */
    private static final int MOST_CELLS = 4_000_000;

    private final List<String> before;
    private final List<String> after;
    private final StringBuilder out = new StringBuilder();
    private int begin;
    private int endBefore;
    private int endAfter;

    private LineDifference(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
    }

    /** Each file that differs, with its removed lines after {@code -} and its added ones after {@code +}; empty when none does. */
    static String of(ConfigurationFiles before, ConfigurationFiles after) {
        StringBuilder all = new StringBuilder();
        for (String name : ConfigurationFiles.NAMES) {
            String old = before.texts().get(name);
            String now = after.texts().get(name);
            if (!old.equals(now)) {
                all.append(name).append('\n').append(new LineDifference(old, now).write());
            }
        }
        return all.toString();
    }

    private String write() {
        trim();
        int rows = endBefore - begin;
        int columns = endAfter - begin;
        if ((long) (rows + 1) * (columns + 1) > MOST_CELLS) {
            lines('-', before.subList(begin, endBefore));
            lines('+', after.subList(begin, endAfter));
            return out.toString();
        }
        walk(common(rows, columns), rows, columns);
        return out.toString();
    }

    /** What is the same at the beginning and at the end needs no table. */
    private void trim() {
        endBefore = before.size();
        endAfter = after.size();
        while (begin < endBefore && begin < endAfter && before.get(begin).equals(after.get(begin))) {
            begin++;
        }
        while (endBefore > begin
                && endAfter > begin
                && before.get(endBefore - 1).equals(after.get(endAfter - 1))) {
            endBefore--;
            endAfter--;
        }
    }

    /** Of the rest of both sides from a row and a column on: how many lines they have in common. */
    private int[][] common(int rows, int columns) {
        int[][] common = new int[rows + 1][columns + 1];
        for (int row = rows - 1; row >= 0; row--) {
            for (int column = columns - 1; column >= 0; column--) {
                common[row][column] = isSame(row, column)
                        ? common[row + 1][column + 1] + 1
                        : Math.max(common[row + 1][column], common[row][column + 1]);
            }
        }
        return common;
    }

    private void walk(int[][] common, int rows, int columns) {
        List<String> removed = new ArrayList<>();
        List<String> added = new ArrayList<>();
        int row = 0;
        int column = 0;
        while (row < rows || column < columns) {
            if (row < rows && column < columns && isSame(row, column)) {
                flush(removed, added, row, column);
                row++;
                column++;
            } else if (column == columns || row < rows && common[row + 1][column] >= common[row][column + 1]) {
                removed.add(before.get(begin + row++));
            } else {
                added.add(after.get(begin + column++));
            }
        }
        flush(removed, added, row, column);
    }

    private void flush(List<String> removed, List<String> added, int row, int column) {
        if (removed.isEmpty() && added.isEmpty()) {
            return;
        }
        out.append("@@ line ").append(begin + column - added.size() + 1).append('\n');
        lines('-', removed);
        lines('+', added);
        removed.clear();
        added.clear();
    }

    private boolean isSame(int row, int column) {
        return before.get(begin + row).equals(after.get(begin + column));
    }

    private void lines(char sign, List<String> lines) {
        lines.forEach(line -> out.append(sign).append(line).append('\n'));
    }
}
