package org.afterimage.provenance.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Compares what rows say of purges with the record of these, which names the instances that they took: nobody can lay a lost file to the charge
 * of a purge. What jobs say of them is in the chain itself.
 */
final class PurgeCheck {
    /** Of a purge from before it named them, the study alone is known. */
    private static final String WRONGLY_PURGED = """
            select i.id, i.sop_instance_uid, i.purge_id from instance i join series r on r.id = i.series_id left join purge p on p.id = i.purge_id
            where i.purge_id is not null and (p.study_id is distinct from r.study_id or not p.instances @> i.id) order by i.id
            """;

    private static final String WRONGLY_KEPT = """
            select i.id, i.sop_instance_uid, p.id from purge p cross join lateral unnest(p.instances) as taken
                join instance i on i.id >= lower(taken) and i.id < upper(taken)
            where i.purge_id is distinct from p.id order by i.id
            """;

    private static final String STUDIES = """
            select s.id, s.study_instance_uid, s.purge_id from study s left join purge p on p.id = s.purge_id
            where s.purge_id is not null and p.study_id is distinct from s.id order by s.id
            """;

    private final Findings findings;

    PurgeCheck(Findings findings) {
        this.findings = findings;
    }

    void run(Connection connection) throws SQLException {
        compare(
                connection,
                "instance",
                WRONGLY_PURGED,
                "is said to be taken by purge %d, whose record does not name it.");
        compare(connection, "instance", WRONGLY_KEPT, "was taken by purge %d, and its row does not say so.");
        compare(connection, "study", STUDIES, "is said to be taken by purge %d, which took another.");
    }

    private void compare(Connection connection, String table, String sql, String words) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String subject = table + " " + row.getLong(1);
                findings.add(
                        Finding.Kind.ROW_CHANGED,
                        subject,
                        subject + " (" + row.getString(2) + ") " + words.formatted(row.getLong(3)));
            }
        }
    }
}
