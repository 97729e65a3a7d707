package org.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.FailureReason;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.StorageCommitmentService;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.DcmqrscpPeer;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that call a remote application entity, as a person types them. */
class ServiceCommandsTest {
    private static final Path FIXTURE = Path.of("test-fixtures/chest-dx/001.dcm");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"find", "move", "get", "commit"})
    void eachCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: afterimage " + command).contains("AET@HOST:PORT");
        assertThat(run(command)).isEqualTo(2);
    }

    @Test
    @Tag("interoperation")
    void findPrintsALineAMatch() throws Exception {
        try (DcmqrscpPeer archive = archive(1)) {
            String study = uids(FIXTURE).studyInstanceUid();
            assertThat(run("find", at(archive), "PatientID", "Modality", "StudyInstanceUID=" + study))
                    .as(err.toString())
                    .isZero();
            List<String> lines = out.toString().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0)).isEqualTo("PatientID\tModality\tStudyInstanceUID");
            assertThat(lines.get(1)).endsWith("\t" + study);
        }
    }

    @Test
    @Tag("interoperation")
    void findPrintsDicomJson() throws Exception {
        try (DcmqrscpPeer archive = archive(1)) {
            assertThat(run("find", at(archive), "--json", "--level", "study", "PatientName=*", "00100020"))
                    .as(err.toString())
                    .isZero();
            JsonNode matches = new ObjectMapper().readTree(out.toString());
            assertThat(matches).hasSize(1);
            JsonNode name = matches.get(0).path("00100010");
            assertThat(name.path("vr").asText()).isEqualTo("PN");
            assertThat(name.path("Value").get(0).path("Alphabetic").asText()).isNotEmpty();
            assertThat(matches.get(0).path("0020000D").path("Value").get(0).asText())
                    .isEqualTo(uids(FIXTURE).studyInstanceUid());
        }
    }

    @Test
    @Tag("interoperation")
    void findWithoutMatchesPrintsAnEmptyArray() throws Exception {
        try (DcmqrscpPeer archive = archive(1)) {
            assertThat(run("find", at(archive), "--json", "PatientID=NOBODY")).isZero();
            assertThat(new ObjectMapper().readTree(out.toString())).isEmpty();
        }
    }

    @Test
    void whatIsNoKeyIsNamed() {
        assertThat(run("find", "PACS@127.0.0.1:1", "PatientNmae=DOE*")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("afterimage: 'PatientNmae' is no attribute")
                .hasLineCount(1);
    }

    @Test
    void aPeerThatIsNotThereIsOneSentence() {
        int port = ProcessPeer.freePort();
        assertThat(run("find", "PACS@127.0.0.1:" + port, "PatientID=1")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("afterimage: PACS at 127.0.0.1:" + port + " cannot be reached")
                .hasLineCount(1);
    }

    @Test
    void aRetrievalWithoutAUniqueKeyIsRefusedBeforeAnybodyIsCalled() {
        assertThat(run("get", "PACS@127.0.0.1:1", "--out", folder.toString(), "PatientID=1"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Give StudyInstanceUID=UID");
    }

    @Test
    @Tag("interoperation")
    void getWritesTheFilesOfAStudy() throws Exception {
        try (DcmqrscpPeer archive = archive(1)) {
            Path fetched = folder.resolve("fetched");
            Uids uids = uids(FIXTURE);
            int exitCode =
                    run("get", at(archive), "--out", fetched.toString(), "StudyInstanceUID=" + uids.studyInstanceUid());
            assertThat(exitCode).as(err.toString()).isZero();
            assertThat(out.toString()).contains("C-GET: ").contains("1 completed, 0 failed");
            Path file = fetched.resolve(uids.sopInstanceUid() + ".dcm");
            try (DataSetStream sent = Part10.openDataSet(FIXTURE);
                    DataSetStream got = Part10.openDataSet(file)) {
                assertThat(got.transferSyntax()).isEqualTo(sent.transferSyntax());
                assertThat(got.bytes().readAllBytes()).isEqualTo(sent.bytes().readAllBytes());
            }
            try (var files = Files.list(fetched)) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Test
    @Tag("interoperation")
    void moveSaysHowManyWereSentAndFailsWhenTheDestinationIsUnknown() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        Services storing = Services.storing((request, dataSet) -> {
            dataSet.transferTo(new ByteArrayOutputStream());
            received.add(request.sopInstanceUid());
            return Status.SUCCESS;
        });
        try (Listener destination = listen(DcmqrscpPeer.DESTINATION, storing);
                DcmqrscpPeer archive = archive(destination.port())) {
            Uids uids = uids(FIXTURE);
            String study = "StudyInstanceUID=" + uids.studyInstanceUid();
            assertThat(run("move", at(archive), "--to", DcmqrscpPeer.DESTINATION, study, "--json"))
                    .as(err.toString())
                    .isZero();
            JsonNode counts = new ObjectMapper().readTree(out.toString());
            assertThat(counts.path("status").asText()).isEqualTo("0000");
            assertThat(counts.path("completed").asInt()).isEqualTo(1);
            assertThat(received).containsExactly(uids.sopInstanceUid());
            assertThat(run("move", at(archive), "--to", "NOBODY", study)).isEqualTo(1);
            assertThat(err.toString()).contains("did not complete the C-MOVE: status A801H");
        }
    }

    @Test
    void commitNamesWhatIsSafeAndWhatIsNot() throws Exception {
        Uids uids = uids(FIXTURE);
        try (Listener archive = listen("ARCHIVE", Services.verification().withStorageCommitment(new Archive(uids)))) {
            String remote = "ARCHIVE@127.0.0.1:" + archive.port();
            assertThat(run("commit", remote, FIXTURE.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString())
                    .contains(uids.sopInstanceUid() + " is safe")
                    .contains("responsibility for 1 of 1 instance(s)");
            assertThat(run("commit", remote, "--json", "--instance", SopClass.CR_IMAGE + "=1.2.3", FIXTURE.toString()))
                    .isEqualTo(1);
            JsonNode answer = new ObjectMapper().readTree(out.toString());
            assertThat(answer).hasSize(2);
            assertThat(answer.get(0).path("safe").asBoolean()).isTrue();
            assertThat(answer.get(1).path("safe").asBoolean()).isFalse();
            assertThat(answer.get(1).path("reason").asText()).isEqualTo("0112H (no such object instance)");
        }
    }

    @Test
    void aFileThatIsNoneOfDicomIsNamedAndTheOthersAreAskedAbout() throws Exception {
        Uids uids = uids(FIXTURE);
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.copy(FIXTURE, files.resolve("a.dcm"));
        Files.writeString(files.resolve("notes.txt"), "not DICOM");
        try (Listener archive = listen("ARCHIVE", Services.verification().withStorageCommitment(new Archive(uids)))) {
            assertThat(run("commit", "ARCHIVE@127.0.0.1:" + archive.port(), files.toString()))
                    .isEqualTo(1);
            assertThat(out.toString()).contains(" is safe");
            assertThat(err.toString()).contains("notes.txt is left out");
        }
    }

    @Test
    @Tag("interoperation")
    void commitListensForTheAnswerOfAnArchiveThatCallsBack() throws Exception {
        int ours = ProcessPeer.freePort();
        int theirs = ProcessPeer.freePort();
        try (OrthancPeer orthanc = OrthancPeer.start(folder, theirs, ours)) {
            orthanc.upload(FIXTURE);
            int exitCode =
                    run("commit", "ORTHANC@127.0.0.1:" + theirs, "--listen", "127.0.0.1:" + ours, FIXTURE.toString());
            assertThat(exitCode).as(err + "\n" + orthanc.output()).isZero();
            assertThat(out.toString()).contains("ORTHANC has taken responsibility for 1 of 1 instance(s).");
        }
    }

    /** Has one instance. */
    private record Archive(Uids uids) implements StorageCommitmentService {
        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return Optional.of(new RemoteAe(callingAeTitle, "127.0.0.1", 1));
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            return new StorageCommitmentResult(
                    request.transactionUid(),
                    request.references().stream()
                            .filter(one -> one.sopInstanceUid().equals(uids.sopInstanceUid()))
                            .toList(),
                    request.references().stream()
                            .filter(one -> !one.sopInstanceUid().equals(uids.sopInstanceUid()))
                            .map(one -> new StorageCommitmentFailure(one, FailureReason.NO_SUCH_OBJECT_INSTANCE))
                            .toList());
        }
    }

    private record Uids(String studyInstanceUid, String sopInstanceUid) {}

    private static Uids uids(Path file) throws IOException {
        var dataSet = Part10.readHeader(file, org.afterimage.dicom.io.Limits.defaults())
                .dataSet();
        return new Uids(
                dataSet.string(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID).orElseThrow(),
                dataSet.string(org.afterimage.dicom.data.Tag.SOP_INSTANCE_UID).orElseThrow());
    }

    /** An archive with the fixture in it. */
    private DcmqrscpPeer archive(int destinationPort) throws IOException {
        DcmqrscpPeer archive = new DcmqrscpPeer(folder, destinationPort);
        List<DeliveryAnswer> answers = new StoreDelivery(new UpperLayerNetwork(), "TESTER", Timeouts.defaults())
                .send(List.of(FIXTURE), new RemoteAe("QRSCP", "127.0.0.1", archive.port()));
        assertThat(answers).as(archive.output()).allMatch(DeliveryAnswer::isStored);
        return archive;
    }

    private static String at(DcmqrscpPeer archive) {
        return "QRSCP@127.0.0.1:" + archive.port();
    }

    private static Listener listen(String aeTitle, Services services) throws IOException {
        ListenerSettings settings =
                new ListenerSettings(InetAddress.getLoopbackAddress(), 0, 4, 65_536, Timeouts.defaults());
        AssociationPolicy policy = new AssociationPolicy() {
            @Override
            public Optional<Rejection> check(String called, String calling, InetAddress peer) {
                return called.equals(aeTitle)
                        ? Optional.empty()
                        : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
            }

            @Override
            public boolean acceptsSopClass(String uid) {
                return true;
            }
        };
        return new UpperLayerNetwork().serve(settings, policy, services, AssociationObserver.NONE);
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
