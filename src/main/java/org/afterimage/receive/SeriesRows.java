package org.afterimage.receive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The study and series rows that the instances of a group belong to: found, or made where they are missing. Most groups are of series that
 * are there already, which costs one short query.
 */
final class SeriesRows {
    private static final String FIND = """
            select s.study_instance_uid, r.series_instance_uid, s.id, r.id
            from unnest(?::text[], ?::text[]) as wanted (study_uid, series_uid)
                join study s on s.study_instance_uid = wanted.study_uid
                join series r on r.study_id = s.id and r.series_instance_uid = wanted.series_uid
            """;

    private static final String KNOWN_INSTANCES =
            "select sop_instance_uid from instance where sop_instance_uid = any (?::text[])";

    /** In the order of their UIDs, so that two nodes that make the same ones wait for each other and not both for the other. */
    private static final String MAKE_STUDIES = """
            insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,
                first_received_at, last_received_at, due_at)
            select distinct on (uid) uid, patient_id, patient_name, accession, study_date, description, 'RECEIVING', ?, ?, ?
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as made (uid, patient_id, patient_name, accession, study_date, description)
            order by uid
            on conflict (study_instance_uid) do nothing
            """;

    private static final String MAKE_SERIES = """
            insert into series (study_id, series_instance_uid, modality, series_number, description)
            select distinct on (s.id, uid) s.id, uid, modality, number, made.description
            from unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[]) as made (study_uid, uid, modality, number, description)
                join study s on s.study_instance_uid = study_uid
            order by s.id, uid
            on conflict (study_id, series_instance_uid) do nothing
            """;

    /** What names a series: two studies may use the same Series Instance UID by mistake, and both are kept. */
    record Key(String studyInstanceUid, String seriesInstanceUid) {
        static Key of(ReceivedInstance instance) {
            return new Key(
                    instance.header().studyInstanceUid(), instance.header().seriesInstanceUid());
        }
    }

    /** The numbers of its rows. */
    record Ids(long studyId, long seriesId) {}

    private final Connection connection;
    private final OffsetDateTime now;
    private final OffsetDateTime due;

    /**
     * Works on a connection with an open transaction.
     *
     * @param now when the studies that are made count as first received
     * @param due when they are due
     */
    SeriesRows(Connection connection, OffsetDateTime now, OffsetDateTime due) {
        this.connection = connection;
        this.now = now;
        this.due = due;
    }

    /** The rows of a group; a series has none if all its instances in the group are known under another one. */
    Map<Key, Ids> of(List<ReceivedInstance> group) throws SQLException {
        Map<Key, ReceivedInstance> wanted = firstOfEach(group);
        Map<Key, Ids> found = find(wanted);
        if (found.size() < wanted.size()) {
            Set<String> known = knownInstances(group);
            List<ReceivedInstance> missing = new ArrayList<>(firstOfEach(group.stream()
                            .filter(instance ->
                                    !known.contains(instance.request().sopInstanceUid()))
                            .filter(instance -> !found.containsKey(Key.of(instance)))
                            .toList())
                    .values());
            if (!missing.isEmpty()) {
                makeStudies(missing);
                makeSeries(missing);
                return find(wanted);
            }
        }
        return found;
    }

    private static Map<Key, ReceivedInstance> firstOfEach(List<ReceivedInstance> group) {
        Map<Key, ReceivedInstance> first = new LinkedHashMap<>();
        group.forEach(instance -> first.putIfAbsent(Key.of(instance), instance));
        return first;
    }

    private Map<Key, Ids> find(Map<Key, ReceivedInstance> wanted) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            Columns<Key> columns = new Columns<>(connection, statement, List.copyOf(wanted.keySet()));
            columns.add("text", Key::studyInstanceUid);
            columns.add("text", Key::seriesInstanceUid);
            Map<Key, Ids> found = new HashMap<>();
            try (ResultSet rows = columns.query()) {
                while (rows.next()) {
                    found.put(new Key(rows.getString(1), rows.getString(2)), new Ids(rows.getLong(3), rows.getLong(4)));
                }
            }
            return found;
        }
    }

    private Set<String> knownInstances(List<ReceivedInstance> group) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN_INSTANCES)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, group);
            columns.add("text", instance -> instance.request().sopInstanceUid());
            Set<String> known = new HashSet<>();
            try (ResultSet rows = columns.query()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
            return known;
        }
    }

    private void makeStudies(List<ReceivedInstance> first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE_STUDIES)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, first);
            columns.value(now);
            columns.value(now);
            columns.value(due);
            headers(
                    columns,
                    List.of(
                            IndexedHeader::studyInstanceUid,
                            IndexedHeader::patientId,
                            IndexedHeader::patientName,
                            IndexedHeader::accessionNumber,
                            IndexedHeader::studyDate,
                            IndexedHeader::studyDescription));
            columns.update();
        }
    }

    private void makeSeries(List<ReceivedInstance> first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE_SERIES)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, first);
            headers(
                    columns,
                    List.of(
                            IndexedHeader::studyInstanceUid,
                            IndexedHeader::seriesInstanceUid,
                            IndexedHeader::modality));
            columns.add("int4", instance -> instance.header().seriesNumber());
            headers(columns, List.of(IndexedHeader::seriesDescription));
            columns.update();
        }
    }

    private static void headers(Columns<ReceivedInstance> columns, List<Function<IndexedHeader, String>> fields)
            throws SQLException {
        for (Function<IndexedHeader, String> field : fields) {
            columns.add("text", instance -> field.apply(instance.header()));
        }
    }
}
