package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.provenance.Stage;
import org.afterimage.web.JobView;

/** The walk of studies through a running node, watched from outside: by C-STORE and the REST interface alone. */
final class Demo {
    private static final String CHANGE_MAP = "AI change map";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration JOB_LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;

    private final DicomNetwork network;
    private final StandInPacs pacs;
    private final NodeClient node;
    private final DemoFolders.Ports ports;
    private final DemoFolders folders;
    private final PrintWriter console;

    Demo(
            DicomNetwork network,
            StandInPacs pacs,
            NodeClient node,
            DemoFolders.Ports ports,
            DemoFolders folders,
            PrintWriter console) {
        this.network = network;
        this.pacs = pacs;
        this.node = node;
        this.ports = ports;
        this.folders = folders;
        this.console = console;
    }

    /**
     * Sends the study of each task, follows it, and writes what a person wants to see.
     *
     * @param cases the tasks
     * @param nodeEnded whether the node has given up
     */
    void run(List<DemoCase> cases, BooleanSupplier nodeEnded)
            throws DemoStageException, IOException, InterruptedException {
        long start = System.nanoTime();
        say("Afterimage demo: simulated studies, on loopback. Research use, not for diagnosis.");
        say("");
        awaitNode(nodeEnded);
        say(
                "  %-12s node %s on port %d, stand-in PACS %s on port %d, PostgreSQL in %s",
                "started",
                DemoFolders.NODE_AE_TITLE,
                ports.dicom(),
                DemoFolders.PACS_AE_TITLE,
                pacs.port(),
                folders.data().resolve("postgresql"));
        for (DemoCase one : cases) {
            show(one);
        }
        say("");
        say("Done in %.1f s.", (System.nanoTime() - start) / 1e9);
    }

    private void show(DemoCase one) throws DemoStageException, IOException, InterruptedException {
        say("");
        say("%s: %s", one.name(), one.title());
        List<Path> fixtures = one.files();
        send(fixtures);
        JobView job = follow(studyInstanceUid(fixtures.get(0)), one.name());
        Path out = Files.createDirectories(one.folder(folders.out()));
        DemoPictures.write(fixtures, fetch(job, out), one.label(), out);
        say("");
        new DemoTable(job, out).print(console);
    }

    /** For --keep. */
    void sayWhereItIs() {
        say("");
        say(
                "The node stays up: DICOM %s@127.0.0.1:%d, REST http://127.0.0.1:%d/api/jobs, log %s. Ctrl-C ends it.",
                DemoFolders.NODE_AE_TITLE,
                ports.dicom(),
                ports.http(),
                folders.data().resolve("node.log"));
    }

    private void awaitNode(BooleanSupplier nodeEnded) throws DemoStageException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!node.isReady()) {
            if (nodeEnded.getAsBoolean()) {
                throw new DemoStageException("started", "the node ended at its start; the lines above say why.");
            }
            if (System.nanoTime() > deadline) {
                throw new DemoStageException(
                        "started", "the node was not ready after " + START_LIMIT.toSeconds() + " s.");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void send(List<Path> fixtures) throws DemoStageException, IOException {
        StoreDelivery sender = new StoreDelivery(network, "DEMO", Timeouts.defaults());
        RemoteAe remote = new RemoteAe(DemoFolders.NODE_AE_TITLE, "127.0.0.1", ports.dicom());
        for (DeliveryAnswer answer : sender.send(fixtures, remote)) {
            if (!answer.isStored()) {
                throw new DemoStageException("sent", answer.message());
            }
        }
        say("  %-12s %d instance(s) by C-STORE, all acknowledged", "sent", fixtures.size());
    }

    /** Shows each stage when it happens, until the job has ended. */
    private JobView follow(String study, String route) throws DemoStageException, IOException, InterruptedException {
        long deadline = System.nanoTime() + JOB_LIMIT.toNanos();
        Set<String> shown = new LinkedHashSet<>();
        String last = "received";
        while (System.nanoTime() < deadline) {
            for (JobView job : node.jobs(study)) {
                if (!job.route().equals(route)) {
                    continue; // of an earlier demo in the same folder
                }
                for (JobView.StageView stage : job.stages()) {
                    if (shown.add(job.id() + " " + stage.stage() + " " + stage.attempt())) {
                        last = name(stage.stage());
                        say("  %-12s %-58s %8.1f ms", last, stage.detail(), stage.millis());
                    }
                }
                if (job.endedAt() != null) {
                    return ended(job, last);
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new DemoStageException(
                last, "nothing more happened within " + JOB_LIMIT.toSeconds() + " s; see the node's log.");
    }

    private static JobView ended(JobView job, String last) throws DemoStageException {
        return switch (job.state()) {
            case SENT, CONFIRMED -> job;
            case SKIPPED -> throw new DemoStageException(last, "the series was skipped: " + job.reason());
            case HELD -> throw new DemoStageException(last, "the output was held: " + job.reason());
            default -> throw new DemoStageException(last, job.reason());
        };
    }

    /**
     * Takes the derived instances from the stand-in PACS, not from the node: what counts is what arrived. The change map that
     * goes with them is put beside them.
     *
     * @return the files without the change map's
     */
    private List<Path> fetch(JobView job, Path out) throws DemoStageException, IOException {
        List<Path> fetched = new ArrayList<>();
        int changes = 0;
        for (JobView.Derived series : job.derived()) {
            boolean change = series.description().startsWith(CHANGE_MAP);
            for (JobView.DerivedInstance instance : series.instances()) {
                StandInPacs.Stored stored = pacs.find(instance.sopInstanceUid())
                        .filter(found -> found.studyInstanceUid().equals(job.studyInstanceUid()))
                        .orElseThrow(() -> new DemoStageException(
                                "delivered", "the PACS does not have instance " + instance.sopInstanceUid() + "."));
                String name = change ? "change-" + ++changes : "derived-" + (fetched.size() + 1);
                Path copy = out.resolve(name + ".dcm");
                Files.copy(stored.file(), copy, StandardCopyOption.REPLACE_EXISTING);
                if (!change) {
                    fetched.add(copy);
                }
            }
        }
        if (fetched.isEmpty()) {
            throw new DemoStageException("delivered", "the job made nothing.");
        }
        return fetched;
    }

    private static String studyInstanceUid(Path file) throws IOException {
        DataSet header = Part10.readHeader(file, Limits.defaults()).dataSet();
        return header.string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow(() -> new IOException(file + " has no Study Instance UID."));
    }

    static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private void say(String form, Object... values) {
        console.println(values.length == 0 ? form : String.format(Locale.ROOT, form, values));
        console.flush();
    }

    /** The stages of the last attempt at each, in order, for the table. */
    static String timings(JobView job) {
        return job.stages().stream()
                .map(stage -> String.format(Locale.ROOT, "%s %.1f", name(stage.stage()), stage.millis()))
                .collect(Collectors.joining(", "));
    }
}
