package org.afterimage.provenance.chain;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.node.NodeFolders;

/**
 * Checks that what the node recorded of its work is still there and unchanged: the chain, its checkpoints, the rows that they speak of and
 * the files that those name. Beside a running node it sees the rows of one moment.
 */
public final class ProvenanceVerifier {
    private final NodeFolders folders;

    /** Makes the check of a data folder. */
    public ProvenanceVerifier(NodeFolders folders) {
        this.folders = folders;
    }

    /**
     * Checks all of it.
     *
     * @param connection to the node's database; its transaction, time zone and isolation are changed
     * @throws SQLException if the database can't be read, or has no chain yet
     * @throws IOException if the keys in the data folder can't be read
     */
    public Verification verify(Connection connection) throws SQLException, IOException {
        long start = System.nanoTime();
        connection.setAutoCommit(false);
        try (Statement session = connection.createStatement()) {
            session.execute("set transaction isolation level repeatable read read only");
            session.execute("set local timezone = 'UTC'");
            session.execute("set local extra_float_digits = 1");
            session.execute("set local work_mem = '64MB'");
            return checked(connection, session, start);
        } finally {
            connection.rollback();
        }
    }

    private Verification checked(Connection connection, Statement session, long start)
            throws SQLException, IOException {
        long pending = count(session);
        Findings findings = new Findings();
        ChainCheck chain = new ChainCheck(findings, knownKeys());
        chain.run(connection, new Checkpoints(folders.provenance()));
        RowCheck rows = new RowCheck(findings);
        rows.run(connection);
        new PurgeCheck(findings).run(connection);
        connection.commit();
        session.execute("set transaction isolation level read committed read only");
        // Between two rows, files are read that may be large.
        session.execute("set local idle_in_transaction_session_timeout = 0");
        FileCheck files = new FileCheck(findings, folders);
        files.run(connection);
        return new Verification(
                chain.events(),
                pending,
                chain.checkpoints(),
                chain.unsignedEvents(),
                rows.rows(),
                rows.waiting(),
                files.files(),
                (System.nanoTime() - start) / 1e9,
                findings.found(),
                findings.more());
    }

    private static long count(Statement session) throws SQLException {
        try (ResultSet row = session.executeQuery("select count(*) from provenance_pending")) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<byte[]> knownKeys() throws IOException {
        List<byte[]> keys = new ArrayList<>();
        if (Files.isDirectory(folders.provenance())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folders.provenance(), "*.pub")) {
                for (Path file : files) {
                    keys.add(SigningKey.publicKeyIn(file));
                }
            }
        }
        return keys;
    }
}
