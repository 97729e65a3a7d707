package org.afterimage.provenance.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Compares each row that is there with what the chain says of it last. */
final class RowCheck {
    /**
     * Columns that were added to a table after a row was recorded are not in its record, and not compared. The pending records are behind
     * those of the chain. What is asked first holds for almost every row, and is all that is made of its content then.
     */
    private static final String DIFFERENCES = """
            with recorded as (
                select distinct on (row_id, row_part) row_id, row_part, operation, content, sequence
                from (
                    select row_id, row_part, operation, content, sequence, 0 as pending from provenance_event where relation = ?
                    union all
                    select row_id, row_part, operation, content, id, 1 from provenance_pending where relation = ?
                ) as either
                order by row_id, row_part, pending desc, sequence desc
            ), present as (%s)
            select row_id, row_part, coalesce(r.operation, ''), r.content, p.content, p.waits
            from recorded r full join present p using (row_id, row_part)
            where case
                when r.content = p.content then false
                when p.row_id is null then r.operation <> 'DELETE'
                when r.row_id is null or r.operation = 'DELETE' then true
                when r.content like '{%%' then not p.content::jsonb @> r.content::jsonb
                else true
            end
            order by row_id, row_part
            """;

    /** Of a value that was changed so much is told: a configuration is a book. */
    private static final int LONGEST_VALUE = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final Findings findings;
    private long rows;
    private long waiting;

    RowCheck(Findings findings) {
        this.findings = findings;
    }

    /** Compares all tables. */
    void run(Connection connection) throws SQLException {
        for (Relation relation : Relation.all()) {
            compare(connection, relation);
            try (PreparedStatement count = connection.prepareStatement("select count(*) from " + relation.table());
                    ResultSet row = count.executeQuery()) {
                row.next();
                rows += row.getLong(1);
            }
        }
        rows -= waiting;
    }

    long rows() {
        return rows;
    }

    /** Rows that are not recorded yet since their study is still being received. */
    long waiting() {
        return waiting;
    }

    /** A row's key as people read it. */
    static String key(long id, long part) {
        return part == 0 ? Long.toString(id) : id + "/" + part;
    }

    private void compare(Connection connection, Relation relation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DIFFERENCES.formatted(relation.present()))) {
            query.setString(1, relation.table());
            query.setString(2, relation.table());
            query.setFetchSize(1_000);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String subject = relation.table() + " " + key(row.getLong(1), row.getLong(2));
                    tell(subject, row.getString(3), row.getString(4), row.getString(5), row.getBoolean(6));
                }
            }
        }
    }

    private void tell(String subject, String operation, String recorded, String present, boolean waits) {
        if (present == null) {
            findings.add(
                    Finding.Kind.ROW_REMOVED,
                    subject,
                    subject + " was removed; the chain has it" + (isWhole(recorded) ? " as " + shown(recorded) : "")
                            + ".");
        } else if (recorded != null && !operation.equals("DELETE")) {
            findings.add(Finding.Kind.ROW_CHANGED, subject, subject + " was changed: " + difference(recorded, present));
        } else if (waits && recorded == null) {
            waiting++;
        } else {
            findings.add(
                    Finding.Kind.ROW_ADDED,
                    subject,
                    subject + " was added by hand: the chain "
                            + (recorded == null ? "has no record of it." : "says that it was deleted."));
        }
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }

    private static boolean isWhole(String content) {
        return content.startsWith("{");
    }

    private String difference(String recorded, String present) {
        if (!isWhole(recorded)) {
            return "its digest is not the recorded one.";
        }
        try {
            JsonNode now = json.readTree(present);
            List<String> fields = new ArrayList<>();
            for (Iterator<Map.Entry<String, JsonNode>> each =
                            json.readTree(recorded).fields();
                    each.hasNext(); ) {
                Map.Entry<String, JsonNode> field = each.next();
                JsonNode other = now.path(field.getKey());
                if (!other.equals(field.getValue())) {
                    fields.add(
                            field.getKey() + " is " + shown(other) + " and was recorded as " + shown(field.getValue()));
                }
            }
            return String.join("; ", fields) + ".";
        } catch (JsonProcessingException e) {
            return "it is not what was recorded.";
        }
    }
}
