package org.afterimage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.afterimage.database.EmbeddedPostgres;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What tests of the console share: a PostgreSQL server whose tables a test can read and change (so that time passes), the packaged node with a
 * bone suppression that a gate always holds, its destination PACS, which a test can have refuse or go away, and a browser.
 */
public final class ConsoleSite implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3); // of a busy machine
    private static final Status REFUSED = Status.of(0xC000);

    private final AtomicInteger studies = new AtomicInteger();
    private final AtomicReference<Status> answer = new AtomicReference<>(Status.SUCCESS);
    private final Path folder;
    private final int destinationPort;
    private final NodeProcess.Setup setup;
    private final EmbeddedPostgres postgres;
    private final NodeProcess node;
    private final Browser browser;
    private CountingDestination destination;

    private ConsoleSite(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        destinationPort = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", destinationPort, "")
                .withAttempts(1);
        destinationUp();
        postgres = EmbeddedPostgres.start(folder.resolve("server"));
        node = NodeProcess.start(
                setup,
                List.of(
                        "-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl(),
                        "-Dquarkus.datasource.username=" + postgres.user(),
                        "-Dquarkus.datasource.password=" + postgres.password()),
                "--models",
                strictModels(folder.resolve("models"), "chest-bone-suppression").toString());
        browser = Browser.start(node);
    }

    /** Starts all of it. */
    public static ConsoleSite start(Path folder) throws IOException, InterruptedException {
        return new ConsoleSite(folder);
    }

    /**
     * Copies shipped model packages; in the copies, the bound of a gate on radiographs is one that nothing keeps.
     *
     * @param folder where to
     * @param models ids of the packages
     * @return the folder
     */
    public static Path strictModels(Path folder, String... models) throws IOException {
        for (String model : models) {
            Path from = Path.of("models", model).toAbsolutePath();
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path copy =
                            folder.resolve(model).resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else if (file.endsWith("afterimage.yaml") && model.startsWith("chest")) {
                        Files.writeString(
                                copy,
                                Files.readString(file)
                                        .replaceAll(
                                                "minimumLocalCorrelation: [0-9.]+", "minimumLocalCorrelation: 0.9999"));
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
        return folder;
    }

    /** The node. */
    public NodeProcess node() {
        return node;
    }

    /** The browser, with nobody signed in at first. */
    public Browser browser() {
        return browser;
    }

    /** What has come at the destination since it was opened. */
    public CountingDestination destination() {
        return destination;
    }

    /** From now on the destination refuses what is sent, or takes it again. */
    public void destinationTakes(boolean takes) {
        answer.set(takes ? Status.SUCCESS : REFUSED);
    }

    /** Closes the destination: nothing listens at its port any more. */
    public void destinationDown() {
        destination.close();
    }

    /** Opens the destination, again at the same port. */
    public void destinationUp() throws IOException {
        destination = new CountingDestination(destinationPort, setup.dicomPort(), (request, times) -> answer.get());
    }

    /** Sends another radiograph to the node. */
    public ChestStudies.Study send() throws IOException {
        ChestStudies.Study study = ChestStudies.write(folder.resolve("sent"), studies.incrementAndGet(), 1)
                .get(0);
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "CR1", Timeouts.defaults());
        RemoteAe receiver =
                new RemoteAe("AFTERIMAGE", InetAddress.getLoopbackAddress().getHostAddress(), node.dicomPort());
        assertThat(sender.send(study.files(), receiver)).allMatch(DeliveryAnswer::isStored);
        return study;
    }

    /** Sends another radiograph, and waits until a gate holds what is made of it; returns the job. */
    public JsonNode held() throws IOException, InterruptedException {
        JsonNode job = node.awaitJob(send().studyInstanceUid(), LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("HELD");
        return job;
    }

    /** Waits until a job is in a state. */
    public void awaitState(long job, String state) throws InterruptedException {
        node.await(
                "job " + job + " to be " + state,
                LIMIT,
                asked -> asked.get("/api/jobs/" + job).path("state").asText().equals(state));
    }

    /** Changes the database behind the node's back. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text; empty when there is none. */
    public String ask(String sql) throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getString(1) != null ? rows.getString(1) : "";
        }
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    @Override
    public void close() throws IOException {
        browser.close();
        node.close();
        destination.close();
        postgres.close();
    }
}
