package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.afterimage.database.OpenedDatabase;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.Finding;
import org.afterimage.provenance.chain.ProvenanceVerifier;
import org.afterimage.provenance.chain.Verification;
import org.afterimage.provenance.story.DerivedStory;
import org.afterimage.provenance.story.ModelOutput;
import org.afterimage.provenance.story.NoteStory;
import org.afterimage.provenance.story.ProvJson;
import org.afterimage.provenance.story.StoryReader;
import org.afterimage.provenance.story.StoryWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** How a derived image came to be, and whether what was recorded of it still stands. */
@Command(
        name = "provenance",
        description = {
            "Tells how a derived instance came to be: sources, model, checks, deliveries and people; what a rejection note is about;"
                    + " or lists what a model"
                    + " version made.",
            "Works beside a running node and without one. Ends with 1 when there is nothing to tell."
        },
        mixinStandardHelpOptions = true)
final class ProvenanceCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SOP_INSTANCE_UID",
            arity = "0..1",
            description = "SOP Instance UID (0008,0018) of a derived instance.")
    private String sopInstanceUid;

    @Option(
            names = "--model",
            paramLabel = "ID@VERSION",
            description = "Lists all that this version of a model package made.")
    private String model;

    @Option(names = "--prov-json", description = "Print W3C PROV-JSON.")
    private boolean provJson;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print JSON, as /api/provenance of the REST interface answers it.")
    private boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The node's data folder (default: data/ of the installation).")
    private Path data;

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The folder that several nodes share, cluster.folder of node.yaml (default: the data folder).")
    private Path shared;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if ((sopInstanceUid == null) == (model == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Name a SOP Instance UID, or a model version with --model ID@VERSION, or verify.");
        }
        try (OpenedDatabase database = open()) {
            StoryReader reader = new StoryReader(database.connection());
            return model == null ? tell(reader) : list(reader);
        }
    }

    private int tell(StoryReader reader) throws SQLException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<DerivedStory> stories = reader.of(sopInstanceUid);
        if (stories.isEmpty()) {
            List<NoteStory> notes = reader.notes(sopInstanceUid);
            if (!notes.isEmpty() && !provJson) {
                return tellNotes(notes, out);
            }
            throw new IOException("This node did not make instance " + sopInstanceUid + ".");
        }
        if (provJson) {
            out.println(ProvJson.of(stories));
        } else if (json) {
            out.println(text(stories));
        } else {
            stories.forEach(story -> StoryWords.lines(story).forEach(out::println));
        }
        out.flush();
        return 0;
    }

    private int tellNotes(List<NoteStory> notes, PrintWriter out) {
        if (json) {
            out.println(text(notes));
        } else {
            notes.forEach(note -> StoryWords.lines(note).forEach(out::println));
        }
        out.flush();
        return 0;
    }

    private int list(StoryReader reader) throws SQLException {
        int at = model.indexOf('@');
        if (at < 0 || provJson) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--model takes ID@VERSION, such as chest-bone-suppression@1.0.0, and no --prov-json.");
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ModelOutput> outputs = reader.outputs(model.substring(0, at), model.substring(at + 1));
        if (json) {
            out.println(text(outputs));
        } else {
            for (ModelOutput output : outputs) {
                out.printf(
                        "%s  study %s  series %s  job %d %s  %s%n",
                        output.sopInstanceUid(),
                        output.studyInstanceUid(),
                        output.seriesInstanceUid(),
                        output.jobId(),
                        output.state(),
                        (output.delivered() ? "at " : "not at ")
                                + output.destination()
                                + (output.retracted() ? "  WITHDRAWN" : ""));
            }
            out.println(
                    outputs.size() + (outputs.size() == 1 ? " instance" : " instances") + " made by " + model + ".");
        }
        out.flush();
        return outputs.isEmpty() ? 1 : 0;
    }

    /** Checks that nobody changed what was recorded. */
    @Command(
            name = "verify",
            description = {
                "Checks the chain of recorded events, its signed checkpoints, the rows that they speak of and the files that"
                        + " those name, and names what is not as it was recorded.",
                "Ends with 0 when all is intact, with 1 when not, with 2 when it could not be checked."
            },
            mixinStandardHelpOptions = true)
    int verify() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path instances = shared == null ? dataFolder() : shared;
        NodeFolders folders =
                new NodeFolders(dataFolder(), instances, NodeOptions.home().resolve("models"));
        try (OpenedDatabase database = open()) {
            Verification found = new ProvenanceVerifier(folders).verify(database.connection());
            if (json) {
                out.println(text(found));
            } else {
                print(found, out);
            }
            out.flush();
            return found.isIntact() ? 0 : 1;
        } catch (IOException | SQLException e) {
            spec.commandLine().getErr().println("afterimage: " + e.getMessage());
            return 2;
        }
    }

    private static void print(Verification found, PrintWriter out) {
        for (Finding finding : found.findings()) {
            out.println(finding.kind() + "  " + finding.sentence());
        }
        if (found.moreFindings() > 0) {
            out.println("and " + found.moreFindings() + " more.");
        }
        out.printf(
                "%s: %d events in the chain (%d of them after the last of %d signed checkpoints, %d not yet in it), %d rows and"
                        + " %d files compared in %.1f s.%n",
                found.isIntact() ? "INTACT" : "NOT INTACT",
                found.events(),
                found.unsignedEvents(),
                found.checkpoints(),
                found.pendingEvents(),
                found.rows(),
                found.files(),
                found.seconds());
        if (found.receivingRows() > 0) {
            out.println(found.receivingRows()
                    + " rows of studies that are still being received are recorded when those are routed.");
        }
    }

    private Path dataFolder() {
        return (data == null ? NodeOptions.home().resolve("data") : data)
                .toAbsolutePath()
                .normalize();
    }

    private OpenedDatabase open() throws IOException, InterruptedException, SQLException {
        OpenedDatabase database = OpenedDatabase.open(dataFolder().resolve("postgresql"));
        if (!hasChain(database.connection())) {
            database.close();
            throw new IOException("This database is older than the provenance chain; start the node once.");
        }
        return database;
    }

    private static boolean hasChain(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("select to_regclass('provenance_event') is not null")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static String text(Object value) {
        try {
            return new ObjectMapper()
                    .findAndRegisterModules()
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records can be written as JSON", e);
        }
    }
}
