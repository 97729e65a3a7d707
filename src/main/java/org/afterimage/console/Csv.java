package org.afterimage.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** A table as comma-separated values (RFC 4180). */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    Csv(Object... head) {
        row(head);
    }

    /** Adds a row; null is an empty cell. */
    void row(Object... cells) {
        for (int i = 0; i < cells.length; i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells[i]));
        }
        text.append("\r\n");
    }

    /** What a spreadsheet would take for a formula gets an apostrophe: names come from outside. */
    private static String cell(Object value) {
        if (value == null) {
            return "";
        }
        String plain = value.toString();
        boolean formula = !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0 && !(value instanceof Number);
        String safe = formula ? "'" + plain : plain;
        boolean quoted = safe.contains(",") || safe.contains("\"") || safe.contains("\n") || safe.contains("\r");
        return quoted ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    /** All of it. */
    String text() {
        return text.toString();
    }

    /** To be kept under a name. */
    Response answer(String name) {
        return Response.ok(text(), "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
