package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.SharedSite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two node processes on one PostgreSQL and one folder. The instances of each study go to both. One is killed in the middle of a thousand; later
 * one is paused while it makes pixels, until the other has taken its job, and comes back. Takes over a minute: leases have to run out.
 */
class TwoNodesIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration MOVES_ON = Duration.ofSeconds(30);
    private static final int CHEST_STUDIES = 8;
    private static final int VIEWS = 2;
    private static final int SMALL_STUDIES = 24;
    private static final int SLICES = 41;
    private static final int INSTANCES = CHEST_STUDIES * VIEWS + SMALL_STUDIES * SLICES;
    private static final int SENDERS = 2;
    private static final long PACE_MILLIS = 20;
    private static final double MIDDLE = 0.6;

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostNorDoneTwiceWhenANodeIsKilledInTheMiddleOfAThousandInstancesOrPausedAndComesBack()
            throws Exception {
        Peers.require("Orthanc");
        List<ChestStudies.Study> chests = ChestStudies.write(folder.resolve("chest"), 1, CHEST_STUDIES, VIEWS);
        List<Path> small = smallInstances();
        assertThat(INSTANCES).isEqualTo(1000);
        try (SharedSite site = new SharedSite(folder, 3)) {
            NodeProcess first = site.start(1);
            try (NodeProcess second = site.start(2)) {
                killInTheMiddle(site, first, second, chests, small);
                checkComplete(site, second, chests);
                try (NodeProcess again = site.start(1)) {
                    pauseAndComeBack(site, again, second);
                }
            } finally {
                first.kill();
            }
        }
    }

    private void killInTheMiddle(
            SharedSite site, NodeProcess first, NodeProcess second, List<ChestStudies.Study> chests, List<Path> small)
            throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch killed = new CountDownLatch(1);
        AtomicInteger acknowledged = new AtomicInteger();
        List<Path> ones = chests.stream().map(study -> study.files().get(0)).toList();
        List<Path> others = chests.stream().map(study -> study.files().get(1)).toList();
        List<Future<List<Path>>> views = threads.invokeAll(List.of(
                () -> unanswered(send(ones, first, acknowledged)),
                () -> unanswered(send(others, second, acknowledged))));
        for (Future<List<Path>> view : views) {
            assertThat(view.get()).isEmpty();
        }
        List<Future<List<Path>>> senders = new ArrayList<>();
        for (int i = 0; i < 2 * SENDERS; i++) {
            List<Path> share = every(2 * SENDERS, i, small);
            NodeProcess node = i % 2 == 0 ? first : second;
            Callable<List<Path>> sender = () -> sendThroughTheKill(share, node, acknowledged, killed);
            senders.add(threads.submit(sender));
        }
        second.await(
                "the first node to work and half of the instances to be there",
                LIMIT,
                asked -> acknowledged.get() >= INSTANCES * MIDDLE * 0.9
                        && !runningOn("NODE1", asked).isEmpty());
        List<Long> orphans = runningOn("NODE1", second);
        int before = acknowledged.get();
        first.kill();
        long kill = System.nanoTime();
        killed.countDown();
        List<Path> again = new ArrayList<>();
        for (Future<List<Path>> sender : senders) {
            again.addAll(sender.get());
        }
        assertThat(again).as("what the killed node did not answer").isNotEmpty();
        assertThat(unanswered(send(again, second, acknowledged))).isEmpty();
        assertThat(acknowledged.get()).isEqualTo(INSTANCES);
        second.await("the killed node's journal to be taken over", MOVES_ON, node -> journals(site) == 1);
        double journal = seconds(kill);
        second.await(
                "the killed node's jobs to go on",
                MOVES_ON,
                node -> runningOn("NODE1", node).isEmpty());
        double jobs = seconds(kill);
        for (ChestStudies.Study study : chests) {
            awaitAllEnded(second, study.studyInstanceUid());
        }
        System.out.printf(
                Locale.ROOT,
                "Two nodes: one killed after %d of %d instances were acknowledged, with %d jobs under way; its journal (%d instances not filed)"
                        + " was taken over after %.1f s, its jobs went on after %.1f s, %d instances were sent again to the other, and all %d"
                        + " studies of a route were confirmed after %.1f s.%n",
                before,
                INSTANCES,
                orphans.size(),
                recovered(second),
                journal,
                jobs,
                again.size(),
                chests.size(),
                seconds(kill));
        assertThat(Math.max(journal, jobs))
                .as("seconds until the killed node's work went on")
                .isLessThan(MOVES_ON.toSeconds());
        threads.shutdown();
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** Sends until a node is killed, and the rest after that; returns what was not acknowledged. */
    private static List<Path> sendThroughTheKill(
            List<Path> files, NodeProcess node, AtomicInteger acknowledged, CountDownLatch killed) throws Exception {
        int part = (int) (files.size() * MIDDLE);
        StoreDelivery delivery = new StoreDelivery(new UpperLayerNetwork(), "CT1", Timeouts.defaults());
        AtomicInteger sent = new AtomicInteger();
        return unanswered(delivery.send(files, remote(node), answer -> {
            acknowledged.addAndGet(answer.isStored() ? 1 : 0);
            pace(sent.incrementAndGet() >= part, killed);
            return true;
        }));
    }

    /** Slower in the middle, which lasts until there is something to kill. */
    private static void pace(boolean isMiddle, CountDownLatch killed) {
        try {
            Thread.sleep(PACE_MILLIS);
            if (isMiddle) {
                killed.await(10 * PACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static List<DeliveryAnswer> send(List<Path> files, NodeProcess node, AtomicInteger acknowledged)
            throws IOException {
        List<DeliveryAnswer> answers =
                new StoreDelivery(new UpperLayerNetwork(), "CT1", Timeouts.defaults()).send(files, remote(node));
        acknowledged.addAndGet(
                (int) answers.stream().filter(DeliveryAnswer::isStored).count());
        return answers;
    }

    private static List<Path> unanswered(List<DeliveryAnswer> answers) {
        return answers.stream()
                .filter(answer -> !answer.isStored())
                .map(DeliveryAnswer::file)
                .toList();
    }

    private static RemoteAe remote(NodeProcess node) {
        return new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
    }

    private static List<Path> every(int step, int first, List<Path> files) {
        return IntStream.range(0, files.size())
                .filter(i -> i % step == first)
                .mapToObj(files::get)
                .toList();
    }

    /** The jobs whose pixels a node makes, as the other says. */
    private static List<Long> runningOn(String name, NodeProcess asked) {
        List<Long> jobs = new ArrayList<>();
        for (JsonNode job : asked.get("/api/jobs?state=RUNNING")) {
            if (job.path("node").asText().equals(name)) {
                jobs.add(job.path("id").asLong());
            }
        }
        return jobs;
    }

    private static long journals(SharedSite site) {
        try (Stream<Path> journals = Files.list(site.shared().resolve("spool/incoming"))) {
            return journals.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many instances the node found in journals of others; none where the killed one was quick enough to file all. */
    private static int recovered(NodeProcess node) {
        Matcher said = Pattern.compile("left a journal: its ([0-9]+) instances").matcher(node.log());
        return said.find() ? Integer.parseInt(said.group(1)) : 0;
    }

    private static JsonNode awaitAllEnded(NodeProcess node, String study) throws InterruptedException {
        node.await("the jobs of " + study + " to end", LIMIT, asked -> {
            JsonNode jobs = asked.jobs(study);
            for (JsonNode job : jobs) {
                if (job.path("endedAt").isNull()) {
                    return false;
                }
            }
            return !jobs.isEmpty();
        });
        return node.jobs(study);
    }

    private void checkComplete(SharedSite site, NodeProcess node, List<ChestStudies.Study> chests) throws Exception {
        node.awaitFiled(LIMIT);
        assertThat(site.ask(
                        "select count(*) || ' ' || count(distinct sop_instance_uid) || ' ' || sum(other_content_count)"
                                + " from instance"))
                .isEqualTo(INSTANCES + " " + INSTANCES + " 0");
        try (Stream<Path> files = Files.walk(site.shared().resolve("spool/instances"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("files of the spool")
                    .hasSize(INSTANCES);
        }
        assertThat(site.ask("select string_agg(distinct c::text, ' ') from (select count(*) c from instance i"
                        + " join series r on r.id = i.series_id where r.modality = 'CT' group by r.study_id) s"))
                .as("slices a study")
                .isEqualTo(Integer.toString(SLICES));
        for (ChestStudies.Study study : chests) {
            JsonNode jobs = node.jobs(study.studyInstanceUid());
            assertThat(jobs.get(0).path("state").asText()).as(jobs.toString()).isEqualTo("CONFIRMED");
            checkOneSeries(site, study, VIEWS);
        }
    }

    private static void checkOneSeries(SharedSite site, ChestStudies.Study study, int instances) throws Exception {
        JsonNode series = site.orthanc()
                .post(
                        "/tools/find",
                        "{\"Level\": \"Series\", \"Expand\": true, \"Query\": {\"StudyInstanceUID\": \""
                                + study.studyInstanceUid() + "\"}}");
        assertThat(series).as(series.toString()).hasSize(1);
        assertThat(series.get(0).path("Instances")).hasSize(instances);
    }

    /** A node that is paused while it makes pixels loses the job to the other, and changes nothing of it when it comes back. */
    private void pauseAndComeBack(SharedSite site, NodeProcess first, NodeProcess second) throws Exception {
        ChestStudies.Study study =
                ChestStudies.write(folder.resolve("paused"), 100, 1, 4).get(0);
        assertThat(unanswered(send(study.files(), second, new AtomicInteger()))).isEmpty();
        second.await(
                "a node to take the job up",
                LIMIT,
                node -> !runningOn("NODE1", node).isEmpty()
                        || !runningOn("NODE2", node).isEmpty());
        boolean isFirst = !runningOn("NODE1", second).isEmpty();
        NodeProcess paused = isFirst ? first : second;
        NodeProcess other = isFirst ? second : first;
        String name = isFirst ? "NODE1" : "NODE2";
        signal(paused, "STOP");
        long pause = System.nanoTime();
        try {
            other.await(
                    "the paused node's job to go on",
                    MOVES_ON,
                    node -> runningOn(name, node).isEmpty());
            System.out.printf(Locale.ROOT, "Two nodes: one paused; its job went on after %.1f s.%n", seconds(pause));
            awaitAllEnded(other, study.studyInstanceUid());
        } finally {
            signal(paused, "CONT");
        }
        JsonNode ended = other.jobs(study.studyInstanceUid());
        assertThat(ended).hasSize(1);
        assertThat(ended.get(0).path("state").asText()).as(ended.toString()).isEqualTo("CONFIRMED");
        paused.await(
                "the paused node to let the job be", LIMIT, node -> node.log().contains("was taken up again by node"));
        paused.await(
                "its files to be gone",
                LIMIT,
                node -> files(site, ended.get(0)) == study.files().size());
        assertThat(other.jobs(study.studyInstanceUid())).isEqualTo(ended);
        checkOneSeries(site, study, study.files().size());
        site.exchangeKeys();
        assertThat(other.get("/api/provenance/verify").path("findings")).isEmpty();
        assertThat(unanswered(send(study.files(), paused, new AtomicInteger()))).isEmpty();
    }

    private static long files(SharedSite site, JsonNode job) {
        try (Stream<Path> files = Files.list(
                site.shared().resolve("derived").resolve(job.path("id").asText()))) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void signal(NodeProcess node, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(node.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Small CT slices, which no route takes; the slices of a study lie one behind the other. */
    private List<Path> smallInstances() throws IOException {
        Path outgoing = Files.createDirectories(folder.resolve("outgoing"));
        DicomObject fixture = Part10.readHeader(Path.of("test-fixtures/thorax-ct/001.dcm"), Limits.defaults());
        List<Path> files = new ArrayList<>();
        for (int study = 1; study <= SMALL_STUDIES; study++) {
            for (int slice = 1; slice <= SLICES; slice++) {
                String uid = "2.25.271828" + (100 + study);
                DataSet dataSet = fixture.dataSet()
                        .shallowCopy()
                        .putString(Tag.STUDY_INSTANCE_UID, uid)
                        .putString(Tag.SERIES_INSTANCE_UID, uid + ".1")
                        .putString(Tag.SOP_INSTANCE_UID, uid + ".1." + slice)
                        .putIntegers(Tag.INSTANCE_NUMBER, slice)
                        .putIntegers(Tag.ROWS, 64)
                        .putIntegers(Tag.COLUMNS, 64)
                        .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[64 * 64 * 2]);
                files.add(outgoing.resolve(uid + ".1." + slice + ".dcm"));
                Part10.write(files.get(files.size() - 1), dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            }
        }
        return files;
    }
}
