package org.afterimage.receive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Makes the study and series rows of the first instances of a series. */
final class SeriesRows {
    private static final String KNOWN_INSTANCES =
            "select sop_instance_uid from instance where sop_instance_uid = any (?::text[])";

    /** In the order of their UIDs, so that two nodes that make the same ones wait for each other and not both for the other. */
    private static final String MAKE_STUDIES = """
            insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,
                first_received_at, last_received_at, opened_at, due_at, cap_at)
            select distinct on (uid) uid, patient_id, patient_name, accession, study_date, description, 'RECEIVING', n.now, n.now, n.now,
                n.due, n.cap
            from (select ?::timestamptz as now, ?::timestamptz as due, ?::timestamptz as cap) n, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
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
        static Key of(IndexedFile row) {
            return new Key(
                    row.instance().header().studyInstanceUid(),
                    row.instance().header().seriesInstanceUid());
        }
    }

    private final Connection connection;
    private final StudyMoments moments;

    /**
     * Works on a connection with an open transaction.
     *
     * @param moments when the studies that are made count as first received, and when they are due
     */
    SeriesRows(Connection connection, StudyMoments moments) {
        this.connection = connection;
        this.moments = moments;
    }

    /**
     * Makes the rows that are missing for instances that are not in the index. One that is there needs none: it has its series, if maybe
     * another one.
     *
     * @return whether some of the instances are not in the index
     */
    boolean make(List<IndexedFile> group) throws SQLException {
        Set<String> known = known(group);
        Map<Key, IndexedFile> first = new LinkedHashMap<>();
        group.stream()
                .filter(row -> !known.contains(row.instance().request().sopInstanceUid()))
                .forEach(row -> first.putIfAbsent(Key.of(row), row));
        if (first.isEmpty()) {
            return false;
        }
        makeStudies(List.copyOf(first.values()));
        makeSeries(List.copyOf(first.values()));
        return true;
    }

    private Set<String> known(List<IndexedFile> group) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN_INSTANCES)) {
            Columns<IndexedFile> columns = new Columns<>(connection, statement, group);
            columns.add("text", row -> row.instance().request().sopInstanceUid());
            return columns.texts();
        }
    }

    private void makeStudies(List<IndexedFile> first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE_STUDIES)) {
            Columns<IndexedFile> columns = new Columns<>(connection, statement, first);
            columns.value(moments.now());
            columns.value(moments.due());
            columns.value(moments.cap());
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

    private void makeSeries(List<IndexedFile> first) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE_SERIES)) {
            Columns<IndexedFile> columns = new Columns<>(connection, statement, first);
            headers(
                    columns,
                    List.of(
                            IndexedHeader::studyInstanceUid,
                            IndexedHeader::seriesInstanceUid,
                            IndexedHeader::modality));
            columns.add("int4", row -> row.instance().header().seriesNumber());
            headers(columns, List.of(IndexedHeader::seriesDescription));
            columns.update();
        }
    }

    private static void headers(Columns<IndexedFile> columns, List<Function<IndexedHeader, String>> fields)
            throws SQLException {
        for (Function<IndexedHeader, String> field : fields) {
            columns.add("text", row -> field.apply(row.instance().header()));
        }
    }
}
