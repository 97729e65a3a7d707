package org.afterimage.provenance.chain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The end of the chain, to which records are appended. One node at a time appends: the others, which try as often, find the lock taken and
 * leave it. Records are taken in the order in which they were written; of two that concern one row the first was committed first.
 */
final class EventChain {
    private static final int LARGEST_BATCH = 5_000;

    /** Of PostgreSQL's advisory locks, the one that this program takes to append. */
    private static final long APPEND_LOCK = 0x4146_5445_5249_4D47L;

    private static final String PENDING = """
            select id, (extract(epoch from recorded_at) * 1000000)::bigint, node, operation, relation, row_id, row_part, content
            from provenance_pending order by id limit ?
            """;

    private static final String APPEND = """
            insert into provenance_event (sequence, recorded_at, node, operation, relation, row_id, row_part, content, hash)
            select s.sequence, p.recorded_at, p.node, p.operation, p.relation, p.row_id, p.row_part, p.content, s.hash
            from unnest(?::bigint[], ?::bigint[], ?::bytea[]) as s (id, sequence, hash) join provenance_pending p on p.id = s.id
            """;

    private EventChain() {}

    /**
     * Whether this transaction may append; if so, no other can until it ends.
     *
     * @param connection with an open transaction
     */
    static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, APPEND_LOCK);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /**
     * Appends what is pending, at most a batch, in a transaction that holds the lock and that the caller commits.
     *
     * @return how many; as many as a batch holds when there may be more
     */
    static int append(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        ChainHead head = ChainHead.read(connection);
        List<ChainEvent> events = pending(connection, head.sequence(), ids);
        if (events.isEmpty()) {
            return 0;
        }
        byte[] previous = head.hash();
        List<byte[]> hashes = new ArrayList<>();
        for (ChainEvent event : events) {
            previous = event.hash(previous);
            hashes.add(previous);
        }
        try (PreparedStatement append = connection.prepareStatement(APPEND)) {
            append.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            append.setArray(2, connection.createArrayOf("bigint", column(events, ChainEvent::sequence)));
            append.setArray(3, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)));
            append.executeUpdate();
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from provenance_pending where id = any (?::bigint[])")) {
            delete.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            delete.executeUpdate();
        }
        return events.size();
    }

    /** Whether a batch of that size leaves more behind, maybe. */
    static boolean isFull(int appended) {
        return appended == LARGEST_BATCH;
    }

    private static List<ChainEvent> pending(Connection connection, long head, List<Long> ids) throws SQLException {
        List<ChainEvent> events = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(PENDING)) {
            query.setInt(1, LARGEST_BATCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                    events.add(event(head + ids.size(), row, 2));
                }
            }
        }
        return events;
    }

    /** An event of a row whose columns from {@code first} on are those of the record, less its sequence. */
    static ChainEvent event(long sequence, ResultSet row, int first) throws SQLException {
        return new ChainEvent(
                sequence,
                row.getLong(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getString(first + 6));
    }

    private static Object[] column(List<ChainEvent> events, Function<ChainEvent, Object> field) {
        return events.stream().map(field).toArray();
    }
}
