package org.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.StorageCommitmentService;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.PasswordSource;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.dicom.tls.TlsSettings;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that call a remote application entity over mutual TLS (PS3.15 B.12), by real handshakes. */
class SecureServiceCommandsTest {
    private static final Path FIXTURE = Path.of("test-fixtures/chest-dx/001.dcm");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestAuthority authority = TestAuthority.named("Hospital Authority");
    private Path trust;
    private KeyFiles.PemKey ours;
    private KeyFiles.PemKey theirs;

    @BeforeEach
    void issueCertificates() throws IOException {
        trust = authority.writeTo(folder.resolve("authority.pem"));
        ours = issue("node");
        theirs = issue("archive");
    }

    @Test
    @Tag("interoperation")
    void findGetAndMoveReachOrthancThatTakesTlsAlone() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        Services storing = Services.storing((request, dataSet) -> {
            dataSet.transferTo(new ByteArrayOutputStream());
            received.add(request.sopInstanceUid());
            return Status.SUCCESS;
        });
        int port = ProcessPeer.freePort();
        String remote = "ORTHANC@127.0.0.1:" + port;
        String study = "StudyInstanceUID=" + value(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID);
        String instance = value(org.afterimage.dicom.data.Tag.SOP_INSTANCE_UID);
        try (Listener node = listen(storing);
                OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, 1, secured(node.port()))) {
            orthanc.upload(FIXTURE);

            assertThat(secured("find", remote, "--json", study))
                    .as(err + orthanc.output())
                    .isZero();
            assertThat(out.toString()).contains(value(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID));

            Path fetched = folder.resolve("fetched");
            assertThat(secured("get", remote, "--out", fetched.toString(), study))
                    .as(err + orthanc.output())
                    .isZero();
            try (DataSetStream sent = Part10.openDataSet(FIXTURE);
                    DataSetStream got = Part10.openDataSet(fetched.resolve(instance + ".dcm"))) {
                assertThat(got.bytes().readAllBytes()).isEqualTo(sent.bytes().readAllBytes());
            }

            assertThat(secured("move", remote, "--to", "AFTERIMAGE", study))
                    .as(err + orthanc.output())
                    .isZero();
            assertThat(received).containsExactly(instance);

            assertThat(run("find", remote, study)).as("without TLS").isEqualTo(1);
            assertThat(err.toString()).startsWith("afterimage: ORTHANC").hasLineCount(1);
        }
    }

    @Test
    void commitIsAskedForOverTlsAndNobodyIsCalledWhoseCertificateIsUnknown() throws Exception {
        try (Listener archive = listen(Services.verification().withStorageCommitment(new Everything()))) {
            String remote = "ARCHIVE@127.0.0.1:" + archive.port();

            assertThat(secured("commit", remote, FIXTURE.toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).contains("responsibility for 1 of 1 instance(s)");

            trust = TestAuthority.named("Another Authority").writeTo(folder.resolve("other.pem"));
            assertThat(secured("commit", remote, FIXTURE.toString())).isEqualTo(1);
            assertThat(err.toString()).contains("certificate").hasLineCount(1);
        }
    }

    /** Has whatever is asked about. */
    private static final class Everything implements StorageCommitmentService {
        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return Optional.of(new RemoteAe(callingAeTitle, "127.0.0.1", 1));
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            return new StorageCommitmentResult(request.transactionUid(), request.references(), List.of());
        }
    }

    private KeyFiles.PemKey issue(String name) throws IOException {
        TestAuthority.Holder holder = authority.issue(new Wanted(name));
        Path own = Files.createDirectories(folder.resolve(name));
        return new KeyFiles.PemKey(
                holder.writeKey(own.resolve("key.pem")),
                holder.writeCertificates(own.resolve("cert.pem")),
                PasswordSource.NONE);
    }

    private Map<String, Object> secured(int nodePort) {
        return Map.of(
                "DicomTlsEnabled",
                true,
                "DicomTlsCertificate",
                theirs.certificates().toString(),
                "DicomTlsPrivateKey",
                theirs.key().toString(),
                "DicomTlsTrustedCertificates",
                trust.toString(),
                "DicomModalities",
                Map.of(
                        "node",
                        Map.of("AET", "AFTERIMAGE", "Host", "127.0.0.1", "Port", nodePort, "UseDicomTls", true)));
    }

    private Listener listen(Services services) throws IOException {
        TlsContext server = TlsContext.ofServer("test", TlsSettings.mutual(theirs, List.of(trust)));
        ListenerSettings settings = new ListenerSettings(
                InetAddress.getLoopbackAddress(),
                List.of(new ListenerPort(0, new Transport.Tls(server))),
                4,
                65_536,
                Timeouts.defaults());
        AssociationPolicy policy = new AssociationPolicy() {
            @Override
            public Optional<Rejection> check(String called, String calling, InetAddress peer) {
                return Optional.empty();
            }

            @Override
            public boolean acceptsSopClass(String uid) {
                return true;
            }
        };
        return new UpperLayerNetwork().serve(settings, policy, services, AssociationObserver.NONE);
    }

    private static String value(int tag) throws IOException {
        return Part10.readHeader(FIXTURE, Limits.defaults())
                .dataSet()
                .string(tag)
                .orElseThrow();
    }

    private int secured(String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--tls", "--tls-trust", trust.toString()));
        all.addAll(List.of(
                "--tls-key",
                ours.key().toString(),
                "--tls-certificates",
                ours.certificates().toString()));
        return run(all.toArray(String[]::new));
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
