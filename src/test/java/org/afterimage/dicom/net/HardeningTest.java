package org.afterimage.dicom.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DataSetReader;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a DICOM listener must survive, one test for each: the peer gets a clean abort or status, memory stays bounded, and the next
 * association works. Each stopped, or still stops, some other Java DICOM node. The silent connection to a TLS port is in
 * {@link TlsHostileTest}; a full disk and {@code kill -9} need a whole node and are {@code FullDiskIT} and {@code KilledNodeIT}.
 */
@SmallHeap
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HardeningTest {

    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final int UNDEFINED = -1;

    private final DicomNetwork network = new UpperLayerNetwork();

    @Test
    @DisplayName("the heap is 256 MB, or these tests say nothing")
    void theHeapIsSmall() {
        assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(256L << 20);
    }

    @Test
    @DisplayName(
            "500 silent connections and one stalled receiver do not stop a working association, nor refuse a new one")
    void fiveHundredSilentConnections() throws Exception {
        List<RawPeer> silent = new ArrayList<>();
        try (TestNode node = TestNode.start(TestNode.PATIENT, 4);
                ServerSocket stalled = smallServer();
                StoreSession working = network.openStore("WORKING", node.remote(), cr(IMPLICIT), TestNode.PATIENT)) {
            Background<Status> sending = Background.run(() -> storeEndlessly(stalled));
            RawPeer receiver = RawPeer.accept(stalled);
            receiver.acceptAssociation();
            for (int i = 0; i < 500; i++) {
                silent.add(RawPeer.connect(node));
                if (i % 10 == 0) {
                    assertThat(store(working, "2.25.1." + i, new byte[10_000])).isEqualTo(Status.SUCCESS);
                }
            }
            assertThat(sending.isDone()).as("the stalled receiver stalls").isFalse();
            try (StoreSession later = network.openStore("LATER", node.remote(), cr(IMPLICIT), TestNode.PATIENT)) {
                assertThat(store(later, "2.25.2", new byte[10_000])).isEqualTo(Status.SUCCESS);
            }
            assertThat(store(working, "2.25.3", new byte[10_000])).isEqualTo(Status.SUCCESS);
            assertThat(silent.get(0).receive()).isEqualTo(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
            assertThat(node.received()).hasSize(52);
            receiver.close();
            assertThatThrownBy(sending::get).isInstanceOf(AssociationAbortedException.class);
        } finally {
            silent.forEach(RawPeer::close);
        }
    }

    @Test
    @DisplayName("100 connections that announce a 16 MiB A-ASSOCIATE-RQ")
    void hundredAnnouncements() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try (TestNode node = TestNode.start()) {
            long before = usedHeap();
            for (int i = 0; i < 100; i++) {
                RawPeer peer = RawPeer.connect(node);
                peer.send(pduHeader(PduType.A_ASSOCIATE_RQ, 16 << 20));
                peers.add(peer);
            }
            for (RawPeer peer : peers) {
                // Those that came first may have lost their places to those that came later.
                assertThat(peer.receive())
                        .isIn(AAbort.INVALID_PDU_PARAMETER_VALUE, new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED));
            }
            assertThat(usedHeap() - before).isLessThan(16L << 20);
            assertServes(node);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    @DisplayName("100 connections that announce the longest A-ASSOCIATE-RQ that is read, and send half of it")
    void hundredHalves() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try (TestNode node = TestNode.start()) {
            long before = usedHeap();
            for (int i = 0; i < 100; i++) {
                RawPeer peer = RawPeer.connect(node);
                peers.add(peer);
                try {
                    peer.send(pduHeader(PduType.A_ASSOCIATE_RQ, PduReader.MAX_ASSOCIATE_LENGTH));
                    peer.send(new byte[PduReader.MAX_ASSOCIATE_LENGTH / 2]);
                } catch (IOException e) {
                    assertThat(peers).as("only under pressure").hasSizeGreaterThan(AssociationPlaces.NEGOTIATING);
                }
            }
            assertThat(usedHeap() - before).isLessThan(40L << 20);
            assertServes(node);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    @DisplayName("PDU length FFFFFFFF")
    void pduLength() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer first = RawPeer.connect(node);
                RawPeer later = RawPeer.associate(node)) {
            first.send(pduHeader(PduType.A_ASSOCIATE_RQ, -1));
            assertThat(first.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            later.send(pduHeader(PduType.P_DATA_TF, -1));
            assertThat(later.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            assertServes(node);
        }
    }

    @Test
    @DisplayName("HTTP bytes")
    void httpBytes() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer browser = RawPeer.connect(node)) {
            browser.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            assertThat(browser.awaitEnd()).contains(AAbort.UNRECOGNIZED_PDU);
            assertServes(node);
        }
    }

    @Test
    @DisplayName("PDV length 0")
    void pdvLengthZero() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.send(new byte[] {4, 0, 0, 0, 0, 4, 0, 0, 0, 0});
            assertThat(peer.awaitEnd()).contains(AAbort.INVALID_PDU_PARAMETER_VALUE);
            assertServes(node);
        }
    }

    @Test
    @DisplayName("unknown or empty command")
    void unknownOrEmptyCommand() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer unknown = RawPeer.associate(node);
                RawPeer empty = RawPeer.associate(node)) {
            unknown.sendCommand(RawPeer.ECHO_CONTEXT, RawPeer.requestWithout(0x1234));
            assertThat(unknown.receiveResponse().status().isFailure()).isTrue();
            empty.sendFragment(RawPeer.ECHO_CONTEXT, true, true, new byte[0]);
            assertThat(empty.awaitEnd()).contains(AAbort.BY_USER);
            assertServes(node);
        }
    }

    @Test
    @DisplayName("2 GB element length")
    void elementLength() throws Exception {
        InputStream announced = bytes(implicit(Tag.PIXEL_DATA, 0x7FFFFFFE));
        assertRefused(IMPLICIT, new SequenceInputStream(announced, zeros(1 << 20)));
    }

    @Test
    @DisplayName("a command set element of 2 GB")
    void commandElement() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            byte[] header = RawPeer.rawElement(Tag.AFFECTED_SOP_CLASS_UID, 0x7FFF_FFF0);
            peer.sendFragment(RawPeer.ECHO_CONTEXT, true, false, header);
            assertThat(peer.awaitEnd()).contains(AAbort.BY_USER);
            assertServes(node);
        }
    }

    @Test
    @DisplayName("4 million empty sequence items in 32 MB")
    void emptyItems() throws Exception {
        byte[] sequence = implicit(Tag.SOURCE_IMAGE_SEQUENCE, UNDEFINED);
        assertRefused(IMPLICIT, new SequenceInputStream(bytes(sequence), repeated(implicit(Tag.ITEM, 0), 4_000_000)));
    }

    @Test
    @DisplayName("50,000 nested sequences")
    void nestedSequences() throws Exception {
        ByteBuffer nest = ByteBuffer.allocate(16)
                .put(implicit(Tag.SOURCE_IMAGE_SEQUENCE, UNDEFINED))
                .put(implicit(Tag.ITEM, UNDEFINED));
        assertRefused(IMPLICIT, repeated(nest.array(), 50_000));
    }

    @Test
    @DisplayName("a 1 MB deflate bomb to 1 GB")
    void deflateBomb() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            out.write(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, 0, 0, 0, 2}); // 32 MB of Pixel Data
            zeros(1 << 30).transferTo(out);
        }
        assertThat(bomb.size()).isLessThan(1_100_000);
        assertRefused(DEFLATED, bytes(bomb.toByteArray()));
    }

    @Test
    @DisplayName("a peer that stops reading while we send")
    void stopsReading() throws Exception {
        Timeouts patient = TestNode.PATIENT;
        Timeouts timeouts =
                new Timeouts(patient.connect(), patient.associate(), patient.idle(), patient.message(), SHORT);
        try (ServerSocket server = smallServer()) {
            Background<Status> sending = Background.run(() -> storeEndlessly(server, timeouts));
            try (RawPeer peer = RawPeer.accept(server)) {
                peer.acceptAssociation();
                assertThatThrownBy(sending::get).hasMessageEndingWith("took no data for 0.4 s.");
            }
        }
    }

    @Test
    @DisplayName("a peer that aborts in mid store while we keep sending")
    void abortsInMidStore() throws Exception {
        try (ServerSocket server = smallServer()) {
            Background<Status> sending = Background.run(() -> storeEndlessly(server));
            try (RawPeer peer = RawPeer.accept(server)) {
                peer.acceptAssociation();
                peer.receive();
                peer.receive();
                peer.send(AAbort.BY_USER);
                peer.awaitEnd();
                assertThatThrownBy(sending::get).hasMessageEndingWith("aborted the association (by its application).");
            }
        }
    }

    @Test
    @DisplayName("a peer that stalls in mid store")
    void stallsInMidStore(@TempDir Path folder) throws Exception {
        Timeouts patient = TestNode.PATIENT;
        Timeouts timeouts =
                new Timeouts(patient.connect(), patient.associate(), patient.idle(), SHORT, patient.write());
        CountDownLatch removed = new CountDownLatch(1);
        StoreService toFile = (request, dataSet) -> {
            Path part = Files.createTempFile(folder, "received", ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                dataSet.transferTo(out);
                return Status.SUCCESS;
            } finally {
                Files.delete(part);
                removed.countDown();
            }
        };
        try (TestNode node = TestNode.storingWith(timeouts, toFile);
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("1.2.3");
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, false, new byte[1000]);
            assertThat(peer.awaitEnd()).contains(AAbort.REASON_NOT_SPECIFIED);
            removed.await();
            assertThat(node.endings()).doesNotContain("It was released.");
            assertServes(node);
        }
    }

    @Test
    @DisplayName("SOP Instance UID ../PWNED")
    void path() throws Exception {
        try (TestNode node = TestNode.start();
                RawPeer peer = RawPeer.associate(node)) {
            peer.sendStoreRequest("../PWNED");
            peer.sendFragment(RawPeer.STORE_CONTEXT, false, true, new byte[2]);
            assertThat(peer.receiveResponse().status().code()).isEqualTo(Status.INVALID_SOP_INSTANCE.code());
            assertThat(node.received()).isEmpty();
            assertServes(node);
        }
    }

    @Test
    @DisplayName("no Specific Character Set, or ISO 2022 multi-valued")
    void characterSets() throws Exception {
        byte[] unnamed = "M\u00fcller^J\u00f6rg".getBytes(ISO_8859_1);
        byte[] japanese = "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B".getBytes(US_ASCII);
        try (TestNode node = TestNode.start();
                StoreSession session = network.openStore("TEXT", node.remote(), cr(EXPLICIT), TestNode.PATIENT)) {
            for (DataSet dataSet : List.of(
                    new DataSet().putBytes(Tag.PATIENT_NAME, VR.PN, unnamed),
                    new DataSet()
                            .putString(Tag.SPECIFIC_CHARACTER_SET, "", "ISO 2022 IR 87")
                            .putBytes(Tag.PATIENT_NAME, VR.PN, japanese))) {
                byte[] sent = encode(dataSet);
                assertThat(session.store(SopClass.CR_IMAGE, "1.2.3", EXPLICIT, bytes(sent)))
                        .isEqualTo(Status.SUCCESS);
                byte[] received =
                        node.received().get(node.received().size() - 1).dataSet();
                assertThat(received).isEqualTo(sent);
                DataSet read = new DataSetReader(bytes(received), EXPLICIT, Limits.defaults()).read();
                assertThat(encode(read)).as("read and written again").isEqualTo(sent);
            }
            assertServes(node);
        }
    }

    @Test
    @DisplayName("an association that takes all memory or all of the stack ends alone")
    void errorsEndOneAssociation() throws Exception {
        StoreService hungry = (request, dataSet) ->
                request.sopInstanceUid().equals("1.2.1") ? allMemory(new ArrayList<>()) : allOfTheStack(0);
        try (TestNode node = TestNode.storingWith(hungry);
                RawPeer working = RawPeer.associate(node)) {
            for (String uid : List.of("1.2.1", "1.2.2", "1.2.1")) {
                try (RawPeer peer = RawPeer.associate(node)) {
                    peer.sendStoreRequest(uid);
                    assertThat(peer.awaitEnd()).contains(AAbort.BY_USER);
                }
                assertServes(node);
            }
            working.sendCommand(RawPeer.ECHO_CONTEXT, new CEchoRq(9).toCommandSet());
            assertThat(working.receiveResponse().status()).isEqualTo(Status.SUCCESS);
        }
    }

    /** Sends it to a node that reads what it stores as this program reads, and sees it refused and the association go on. */
    private void assertRefused(TransferSyntax syntax, InputStream hostile) throws Exception {
        StoreService reading = (request, dataSet) -> {
            new DataSetReader(dataSet, request.transferSyntax(), Limits.defaults()).read();
            return Status.SUCCESS;
        };
        try (TestNode node = TestNode.storingWith(reading);
                StoreSession session = network.openStore("HOSTILE", node.remote(), cr(syntax), TestNode.PATIENT)) {
            Status status = session.store(SopClass.CR_IMAGE, "1.2.3", syntax, hostile);
            assertThat(status.code()).as(status.toString()).isEqualTo(Status.CANNOT_UNDERSTAND.code());
            assertThat(status.comment()).isNotBlank();
            DataSet harmless = new DataSet().putString(Tag.MODALITY, "CR");
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            DataSetWriter.write(next, harmless, syntax);
            assertThat(store(session, "1.2.4", syntax, next.toByteArray())).isEqualTo(Status.SUCCESS);
            assertServes(node);
        }
    }

    private static void assertServes(TestNode node) throws IOException {
        assertThat(node.echo()).isEqualTo(Status.SUCCESS);
    }

    private static Status store(StoreSession session, String uid, byte[] dataSet) throws IOException {
        return store(session, uid, IMPLICIT, dataSet);
    }

    private static Status store(StoreSession session, String uid, TransferSyntax syntax, byte[] dataSet)
            throws IOException {
        return session.store(SopClass.CR_IMAGE, uid, syntax, bytes(dataSet));
    }

    private Status storeEndlessly(ServerSocket server) throws IOException {
        return storeEndlessly(server, TestNode.PATIENT);
    }

    private Status storeEndlessly(ServerSocket server, Timeouts timeouts) throws IOException {
        RemoteAe remote = new RemoteAe("STALLED", "127.0.0.1", server.getLocalPort());
        try (StoreSession session = network.openStore("SENDER", remote, cr(IMPLICIT), timeouts)) {
            return session.store(SopClass.CR_IMAGE, "1.2.3", IMPLICIT, zeros(4L << 30));
        }
    }

    private static ServerSocket smallServer() throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReceiveBufferSize(4096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server;
    }

    private static List<ProposedContext> cr(TransferSyntax syntax) {
        return List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(syntax)));
    }

    private static byte[] pduHeader(PduType type, int length) {
        return ByteBuffer.allocate(Pdu.HEADER_LENGTH)
                .put((byte) type.code())
                .put((byte) 0)
                .putInt(length)
                .array();
    }

    /** The header of an element in Implicit VR Little Endian. */
    private static byte[] implicit(int tag, int length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .putInt(length)
                .array();
    }

    private static byte[] encode(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(out, dataSet, EXPLICIT);
        return out.toByteArray();
    }

    private static InputStream bytes(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream zeros(long count) {
        return repeated(new byte[1], count);
    }

    /** A block many times over, made as it is read. */
    private static InputStream repeated(byte[] block, long times) {
        return new InputStream() {
            private final long total = block.length * times;
            private long count;

            @Override
            public int read() {
                return count == total ? -1 : Byte.toUnsignedInt(block[(int) (count++ % block.length)]);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int read = (int) Math.min(length, total - count);
                for (int i = 0; i < read; i++) {
                    buffer[offset + i] = block[(int) ((count + i) % block.length)];
                }
                count += read;
                return read == 0 && length > 0 ? -1 : read;
            }
        };
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Status allMemory(List<byte[]> held) {
        while (true) {
            held.add(new byte[1 << 20]);
        }
    }

    private static Status allOfTheStack(int depth) {
        return depth < 0 ? Status.SUCCESS : allOfTheStack(depth + 1);
    }
}
