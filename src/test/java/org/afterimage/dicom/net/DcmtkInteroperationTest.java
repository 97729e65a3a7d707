package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against dcmtk, in both directions. */
@Tag("interoperation")
class DcmtkInteroperationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private final DicomNetwork network = new UpperLayerNetwork();

    @TempDir
    private Path folder;

    @Test
    void echoscuIsAnswered() {
        Peers.require("echoscu");
        try (TestNode node = TestNode.start()) {
            ProcessPeer.Result result = echoscu(node, TestNode.AE_TITLE);
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(result.output()).contains("Received Echo Response (Success)");
        }
    }

    @Test
    void echoscuLearnsWhyItIsRejected() {
        Peers.require("echoscu");
        try (TestNode node = TestNode.start()) {
            assertThat(echoscu(node, "WRONG").output()).contains("Called AE Title Not Recognized");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-xi, dcmconv, +ti, 1.2.840.10008.1.2",
        "-xe, dcmconv, +te, 1.2.840.10008.1.2.1",
        "-xb, dcmconv, +tb, 1.2.840.10008.1.2.2",
        "-xd, dcmconv, +td, 1.2.840.10008.1.2.1.99",
        "-xr, dcmcrle, +un, 1.2.840.10008.1.2.5",
        "-xs, dcmcjpeg, +e1, 1.2.840.10008.1.2.4.70",
        "-xt, dcmcjpls, +el, 1.2.840.10008.1.2.4.80"
    })
    void whatStorescuSendsArrivesByteForByte(String proposing, String converter, String option, String uid)
            throws Exception {
        Peers.require("storescu");
        TestInstance instance = converted(converter, option, uid);
        try (TestNode node = TestNode.start()) {
            // -R proposes only what is needed, in the one transfer syntax of the option.
            ProcessPeer.Result result = storescu(node, "-R", proposing, instance.writeTo(folder));
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(node.received()).hasSize(1);
            assertThat(node.received().get(0).request().transferSyntax()).isEqualTo(instance.transferSyntax());
            assertSameDataSet(node.received().get(0).dataSet(), instance);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 16384, 131072})
    void storescuMayUseAnyPduLength(int length) throws Exception {
        Peers.require("storescu");
        TestInstance instance = TestInstance.of(2, 256, 256, EXPLICIT);
        try (TestNode node = TestNode.withMaxPduLength(length)) {
            ProcessPeer.Result result = storescu(node, "-pdu", length, instance.writeTo(folder));
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(node.received().get(0).dataSet()).isEqualTo(instance.dataSet());
        }
    }

    @Test
    void aUserIdentityIsIgnoredAndTheAssociationAccepted() throws Exception {
        Peers.require("storescu");
        Path file = TestInstance.of(8, 64, 64, EXPLICIT).writeTo(folder);
        try (TestNode node = TestNode.start()) {
            ProcessPeer.Result result = storescu(node, "-usr", "somebody", "-pwd", "something", file);
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(node.received()).hasSize(1);
        }
    }

    @Test
    void manyInstancesOnOneAssociationArriveInOrder() throws Exception {
        Peers.require("storescu");
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arguments.add(TestInstance.of(i, 64, 64, EXPLICIT).writeTo(folder));
        }
        try (TestNode node = TestNode.start()) {
            ProcessPeer.Result result = storescu(node, arguments.toArray());
            assertThat(result.exitStatus()).as(result.output()).isZero();
            assertThat(node.received()).hasSize(20);
            for (int i = 0; i < 20; i++) {
                assertThat(node.received().get(i).dataSet())
                        .isEqualTo(TestInstance.of(i, 64, 64, EXPLICIT).dataSet());
            }
        }
    }

    @Test
    void storescuIsToldWhatTheServiceSays() throws Exception {
        Peers.require("storescu");
        Status full = Status.OUT_OF_RESOURCES.withComment("No space left.");
        try (TestNode node = TestNode.storingWith((request, dataSet) -> full)) {
            Path file = TestInstance.of(3, 256, 256, EXPLICIT).writeTo(folder);
            assertThat(storescu(node, file).output()).contains("Refused: OutOfResources");
        }
    }

    @Test
    void storescpAnswersOurEcho() throws Exception {
        try (Storescp storescp = new Storescp("+xa")) {
            EchoResult result = network.echo("TESTER", storescp.remote(), TestNode.PATIENT);
            assertThat(result.status()).isEqualTo(Status.SUCCESS);
            assertThat(result.implementationVersionName()).startsWith("OFFIS_DCMTK");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "+xi, dcmconv, +ti, 1.2.840.10008.1.2",
        "+xe, dcmconv, +te, 1.2.840.10008.1.2.1",
        "+xb, dcmconv, +tb, 1.2.840.10008.1.2.2",
        "+xd, dcmconv, +td, 1.2.840.10008.1.2.1.99",
        "+xr, dcmcrle, +un, 1.2.840.10008.1.2.5",
        "+xs, dcmcjpeg, +e1, 1.2.840.10008.1.2.4.70",
        "+xt, dcmcjpls, +el, 1.2.840.10008.1.2.4.80"
    })
    void whatWeSendLiesInStorescpsFolderByteForByte(String accepting, String converter, String option, String uid)
            throws Exception {
        TestInstance instance = converted(converter, option, uid);
        // +B writes the data set as it came.
        try (Storescp storescp = new Storescp(accepting, "+B")) {
            assertThat(send(storescp, instance)).isEqualTo(Status.SUCCESS);
            try (DataSetStream stored = Part10.openDataSet(storescp.onlyFile())) {
                assertThat(stored.transferSyntax()).isEqualTo(instance.transferSyntax());
                assertThat(stored.sopInstanceUid()).isEqualTo(instance.sopInstanceUid());
                assertSameDataSet(stored.bytes().readAllBytes(), instance);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 28672, 131072})
    void storescpMayLimitThePduLength(int length) throws Exception {
        TestInstance instance = TestInstance.of(5, 300, 300, EXPLICIT);
        try (Storescp storescp = new Storescp("+xe", "+B", "-pdu", length)) {
            assertThat(send(storescp, instance)).isEqualTo(Status.SUCCESS);
            try (DataSetStream stored = Part10.openDataSet(storescp.onlyFile())) {
                assertThat(stored.bytes().readAllBytes()).isEqualTo(instance.dataSet());
            }
        }
    }

    @Test
    void whatWeSendIsADicomFileForDcmdump() throws Exception {
        Peers.require("dcmdump");
        TestInstance instance = TestInstance.of(6, 64, 64, EXPLICIT);
        try (Storescp storescp = new Storescp("+xe")) {
            send(storescp, instance);
            ProcessPeer.Result dump =
                    ProcessPeer.run(folder, PATIENCE, "dcmdump", "+P", "PatientName", storescp.onlyFile());
            assertThat(dump.output()).contains("[Invented^Patient]");
        }
    }

    @Test
    void aStorescpThatDiesWhileWeSendIsReported() throws Exception {
        // Aborts after it has received a data set, before it answers.
        try (Storescp storescp = new Storescp("--abort-after")) {
            TestInstance instance = TestInstance.of(7, 512, 512, EXPLICIT);
            assertThatThrownBy(() -> send(storescp, instance))
                    .isInstanceOf(AssociationAbortedException.class)
                    .hasMessageStartingWith(storescp.remote() + " ");
        }
    }

    private Status send(Storescp storescp, TestInstance instance) throws IOException {
        List<ProposedContext> contexts =
                List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(instance.transferSyntax())));
        try (StoreSession session = network.openStore("TESTER", storescp.remote(), contexts, TestNode.PATIENT)) {
            return session.store(
                    TestInstance.SOP_CLASS, instance.sopInstanceUid(), instance.transferSyntax(), instance.stream());
        }
    }

    private ProcessPeer.Result echoscu(TestNode node, String calledAeTitle) {
        return ProcessPeer.run(
                folder,
                PATIENCE,
                "echoscu",
                "-v",
                "-aec",
                calledAeTitle,
                "127.0.0.1",
                node.listener().port());
    }

    private ProcessPeer.Result storescu(TestNode node, Object... optionsAndFiles) {
        List<Object> arguments = new ArrayList<>(List.of(
                "-v", "-aec", TestNode.AE_TITLE, "127.0.0.1", node.listener().port()));
        arguments.addAll(List.of(optionsAndFiles));
        return ProcessPeer.run(folder, PATIENCE, "storescu", arguments.toArray());
    }

    /** Has dcmtk convert an instance, so that its encoding is not ours. */
    private TestInstance converted(String converter, String option, String uid) throws IOException {
        Path original = TestInstance.of(1, 300, 200, EXPLICIT).writeTo(folder);
        Path converted = folder.resolve("converted.dcm");
        ProcessPeer.Result result = ProcessPeer.run(folder, PATIENCE, converter, option, original, converted);
        assertThat(result.exitStatus()).as(result.output()).isZero();
        try (DataSetStream stream = Part10.openDataSet(converted)) {
            assertThat(stream.transferSyntax().uid()).isEqualTo(uid);
            return new TestInstance(
                    stream.sopInstanceUid(),
                    stream.transferSyntax(),
                    stream.bytes().readAllBytes());
        }
    }

    /** dcmtk packs deflated data sets anew, so that for them only what is inside is the same. */
    private static void assertSameDataSet(byte[] received, TestInstance sent) throws IOException {
        if (sent.transferSyntax().deflated()) {
            assertThat(inflate(received)).isEqualTo(inflate(sent.dataSet()));
        } else {
            assertThat(received).isEqualTo(sent.dataSet());
        }
    }

    private static byte[] inflate(byte[] deflated) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
            return in.readAllBytes();
        }
    }

    /** A running storescp that stores into a folder of its own. */
    private final class Storescp implements AutoCloseable {

        private final int port = ProcessPeer.freePort();
        private final Path stored;
        private final ProcessPeer process;

        Storescp(Object... options) throws IOException {
            stored = Files.createTempDirectory(folder, "stored");
            List<Object> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("-od", stored, "-aet", "STORESCP", port));
            process = ProcessPeer.start(folder, "storescp", arguments.toArray()).awaitPort(port);
        }

        RemoteAe remote() {
            return new RemoteAe("STORESCP", "127.0.0.1", port);
        }

        Path onlyFile() throws IOException {
            try (Stream<Path> files = Files.list(stored)) {
                List<Path> all = files.toList();
                assertThat(all).hasSize(1);
                return all.get(0);
            }
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
