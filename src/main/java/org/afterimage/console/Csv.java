package org.afterimage.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** A table as comma-separated values (RFC 4180). */
final class Csv {
    private static final int BUFFER = 32_768;
    private static final String FORMULA = "=+-@\t\r";

    private final Appendable text;

    Csv(Appendable text) {
        this.text = text;
    }

    /** What writes a table. */
    @FunctionalInterface
    interface Table {
        void write(Csv csv) throws IOException, SQLException;
    }

    /** Adds a row; null is an empty cell. */
    void row(Object... cells) throws IOException {
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

    /** To be kept under a name. It is sent while it is made, so that its length is bounded by nothing here. */
    static Response answer(String name, Table table) {
        StreamingOutput body = stream -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), BUFFER);
            try {
                table.write(new Csv(writer));
            } catch (SQLException e) {
                throw new IOException(name + " could not be read to its end", e); // the browser sees it cut off
            }
            writer.flush();
        };
        return Response.ok(body, "text/csv;charset=UTF-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
