package org.afterimage.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.afterimage.node.ConfigurationException;
import org.jboss.logging.Logger;

/**
 * The folder of the instances that a database knows. Both carry the same id, so that a node which was given the wrong folder, or whose folder
 * is not mounted, does not start: it would not find what others received, and others not what it receives.
 *
 * @param path the folder
 */
record SharedFolder(Path path) {
    private static final Logger LOG = Logger.getLogger(SharedFolder.class);

    private Path file() {
        return path.resolve("folder.id");
    }

    /**
     * Makes sure that folder and database belong together; those that are both new do from now on.
     *
     * @param ownDatabase whether the database belongs to this node alone, and so to its folder, whatever has become of the id
     * @throws ConfigurationException with a sentence, if they don't
     */
    void bind(Connection connection, boolean ownDatabase) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            // Of several nodes that start at once, one makes the id.
            lock.execute("lock table shared_folder in exclusive mode");
            Optional<Bound> bound = bound(connection);
            Optional<String> found = found();
            if (bound.isPresent() && found.isPresent() && bound.get().id().equals(found.get())) {
                connection.commit();
                return;
            }
            if (!ownDatabase && bound.isPresent()) {
                throw new ConfigurationException(
                        "The database works with the folder " + bound.get().path()
                                + ", and " + path
                                + " is not that one: mount it there, or name it as cluster.folder in node.yaml. If it is gone"
                                + " for good, have the database forget it: delete from shared_folder.");
            }
            if (!ownDatabase && found.isPresent()) {
                throw new ConfigurationException(
                        "The folder " + path + " holds the instances of another database. Give this node the"
                                + " folder of its database, or an empty one; if that database is gone for good, delete "
                                + file() + ".");
            }
            if (bound.isPresent() || found.isPresent()) {
                LOG.warnf("%s and its database were not made together: one of them may lack what the other has", path);
            }
            bind(connection, found.isPresent() ? found.get() : made());
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private record Bound(String id, String path) {}

    private static Optional<Bound> bound(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select id, path from shared_folder")) {
            return row.next() ? Optional.of(new Bound(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    private Optional<String> found() throws IOException {
        return Files.exists(file()) ? Optional.of(Files.readString(file()).strip()) : Optional.empty();
    }

    private String made() throws IOException {
        Files.createDirectories(path);
        String id = UUID.randomUUID().toString();
        Path unfinished = path.resolve("folder.id.new");
        Files.writeString(unfinished, id + "\n");
        sync(unfinished, StandardOpenOption.WRITE);
        Files.move(unfinished, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(path, StandardOpenOption.READ);
        return id;
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private void bind(Connection connection, String id) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into shared_folder (id, path, bound_at) values (?, ?, now())"
                        + " on conflict (one) do update set id = excluded.id, path = excluded.path, bound_at = now()")) {
            insert.setString(1, id);
            insert.setString(2, path.toString());
            insert.executeUpdate();
        }
    }
}
