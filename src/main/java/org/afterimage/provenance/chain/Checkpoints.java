package org.afterimage.provenance.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The signed checkpoints, in the database and, one line each, in the data folder.
 *
 * @param folder of the key and the log
 */
record Checkpoints(Path folder) {
    private static final String COLUMNS =
            "number, sequence, hash, (extract(epoch from made_at) * 1000000)::bigint, public_key, signature";

    /** Where the lines are. */
    Path log() {
        return folder.resolve("checkpoints.log");
    }

    /**
     * Signs the end of the chain where it has moved since the last checkpoint, in a transaction that holds the chain's lock and that the
     * caller commits.
     *
     * @return what {@link #note} must be told of afterwards; empty where nothing is new
     */
    Optional<Checkpoint> make(Connection connection, SigningKey key) throws SQLException {
        ChainHead head = ChainHead.read(connection);
        List<Checkpoint> last = read(connection, "order by number desc limit 1");
        if (head.sequence() == 0 || !last.isEmpty() && last.get(0).sequence() == head.sequence()) {
            return Optional.empty();
        }
        long number = last.isEmpty() ? 1 : last.get(0).number() + 1;
        Checkpoint made = Checkpoint.sign(number, head, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), key);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into provenance_checkpoint (number, sequence, hash, made_at, public_key, signature)"
                        + " values (?, ?, ?, timestamptz 'epoch' + ? * interval '1 microsecond', ?, ?)")) {
            insert.setLong(1, made.number());
            insert.setLong(2, made.sequence());
            insert.setBytes(3, made.hash());
            insert.setLong(4, made.madeAtMicros());
            insert.setBytes(5, made.publicKey());
            insert.setBytes(6, made.signature());
            insert.executeUpdate();
        }
        return Optional.of(made);
    }

    /** Writes a committed checkpoint's line. */
    void note(Checkpoint made) throws IOException {
        Files.writeString(log(), made.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Those of the database, in order. */
    static List<Checkpoint> all(Connection connection) throws SQLException {
        return read(connection, "order by number");
    }

    /**
     * The newest line of the log.
     *
     * @return empty when there is no log; a checkpoint of number 0 when its last line is none
     */
    Optional<Checkpoint> lastNoted() throws IOException {
        if (!Files.exists(log())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(log());
        try {
            return lines.isEmpty() ? Optional.empty() : Optional.of(Checkpoint.parse(lines.get(lines.size() - 1)));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Checkpoint(0, 0, new byte[0], 0, new byte[0], new byte[0]));
        }
    }

    private static List<Checkpoint> read(Connection connection, String which) throws SQLException {
        List<Checkpoint> found = new ArrayList<>();
        try (PreparedStatement query =
                        connection.prepareStatement("select " + COLUMNS + " from provenance_checkpoint " + which);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                found.add(new Checkpoint(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBytes(3),
                        row.getLong(4),
                        row.getBytes(5),
                        row.getBytes(6)));
            }
        }
        return found;
    }
}
