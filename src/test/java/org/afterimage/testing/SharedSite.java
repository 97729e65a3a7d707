package org.afterimage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.afterimage.database.EmbeddedPostgres;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What a site has that outgrew one machine: a PostgreSQL server of its own, a folder that all nodes see, nodes NODE1 and NODE2 with a data folder
 * each, and a real Orthanc as destination, which confirms by storage commitment.
 */
public final class SharedSite implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final OrthancPeer orthanc;
    private final List<NodeProcess.Setup> setups;

    /** Starts the server and the destination; no node yet. */
    public SharedSite(Path folder, int quietSeconds) throws IOException, InterruptedException {
        this.folder = folder;
        int orthancPort = ProcessPeer.freePort();
        setups = List.of(setup(1, orthancPort, quietSeconds), setup(2, orthancPort, quietSeconds));
        postgres = EmbeddedPostgres.start(folder.resolve("server"));
        orthanc = OrthancPeer.start(
                folder.resolve("orthanc"),
                orthancPort,
                setups.get(0).dicomPort(),
                Map.of(
                        "DicomModalities",
                        Map.of(
                                "node1",
                                        List.of(
                                                "NODE1",
                                                "127.0.0.1",
                                                setups.get(0).dicomPort()),
                                "node2",
                                        List.of(
                                                "NODE2",
                                                "127.0.0.1",
                                                setups.get(1).dicomPort()))));
    }

    private NodeProcess.Setup setup(int number, int orthancPort, int quietSeconds) throws IOException {
        int dicom = ProcessPeer.freePort();
        int http = ProcessPeer.freePort();
        Path node = folder.resolve("node" + number);
        Path conf = Files.createDirectories(node.resolve("dicom-conf"));
        Files.writeString(
                conf.resolve("node.yaml"), """
                aeTitles: [NODE%1$d, AFTERIMAGE]
                dicom: { port: %2$d }
                http: { port: %3$d }
                study: { quietSeconds: %5$d }
                work: { firstRetrySeconds: 1, longestRetrySeconds: 2 }
                cluster: { name: NODE%1$d, folder: "%4$s" }
                """.formatted(number, dicom, http, shared().toAbsolutePath(), quietSeconds));
        Files.writeString(conf.resolve("remotes.yaml"), """
                remotes:
                  - { aeTitle: ORTHANC, host: 127.0.0.1, port: %d, confirm: storage-commitment }
                """.formatted(orthancPort));
        NodeProcess.Setup setup = new NodeProcess.Setup(node, dicom, http);
        return setup.withRoutes("CR, DX", "ORTHANC", "chest-bone-suppression");
    }

    /** Starts node 1 or 2 and waits until it is ready. */
    public NodeProcess start(int number) throws IOException, InterruptedException {
        return NodeProcess.start(
                setups.get(number - 1),
                List.of(
                        "-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl(),
                        "-Dquarkus.datasource.username=" + postgres.user(),
                        "-Dquarkus.datasource.password=" + postgres.password()));
    }

    /** Lets each node know the other's public key, by which it checks what the other has signed. */
    public void exchangeKeys() throws IOException {
        for (int i = 1; i <= 2; i++) {
            Path own = folder.resolve("node" + i + "/data/provenance/signing.pub");
            Path other = folder.resolve("node" + (3 - i) + "/data/provenance/NODE" + i + ".pub");
            Files.copy(own, other, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The folder of received and derived instances. */
    public Path shared() {
        return folder.resolve("shared");
    }

    /** The destination. */
    public OrthancPeer orthanc() {
        return orthanc;
    }

    /** The first column of the first row, as text. */
    public String ask(String sql) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    @Override
    public void close() throws IOException {
        orthanc.close();
        postgres.close();
    }
}
