package org.afterimage.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLEngine;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetReader;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.tls.TlsContext;

/** A peer that sends what no sane peer sends: single PDUs, fragments and bytes, on a connection of its own. */
final class RawPeer implements AutoCloseable {

    static final int ECHO_CONTEXT = 1;
    static final int STORE_CONTEXT = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor();
    private final Socket socket;
    private final Connection connection;
    private final PduReader reader;

    private RawPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.connection = new Connection(socket, PATIENCE, watchdog);
        this.reader = new PduReader(connection);
        reader.allowPData(1 << 20);
    }

    /** Makes the handshake, too. */
    private RawPeer(Socket socket, SSLEngine engine) throws IOException {
        this.socket = socket;
        this.connection = new Connection(socket, PATIENCE, watchdog, () -> engine);
        connection.handshake(Deadline.in(PATIENCE));
        this.reader = new PduReader(connection);
        reader.allowPData(1 << 20);
    }

    /** Connects to a listener. */
    static RawPeer connect(TestNode node) throws IOException {
        return connect(node.listener().port());
    }

    static RawPeer connect(int port) throws IOException {
        return new RawPeer(socketTo(port));
    }

    /** Connects to the TLS port of a listener. */
    static RawPeer connect(TestNode node, TlsContext client) throws IOException {
        return new RawPeer(socketTo(node.tlsPort()), client.clientEngine("127.0.0.1", node.tlsPort()));
    }

    private static Socket socketTo(int port) throws IOException {
        Socket socket = new Socket();
        // Small, so that a peer that does not read stops the other side soon.
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** Accepts the next connection of a server socket. */
    static RawPeer accept(ServerSocket server) throws IOException {
        return new RawPeer(server.accept());
    }

    /** Accepts the next connection of a server socket, over TLS. */
    static RawPeer accept(ServerSocket server, TlsContext tls) throws IOException {
        return new RawPeer(server.accept(), tls.serverEngine());
    }

    /** A request for Verification (context 1) and CR image storage in Implicit VR Little Endian (context 3). */
    static AAssociateRq request(String called, String calling) {
        List<String> implicit = List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
        return new AAssociateRq(
                AAssociateRq.PROTOCOL_VERSION,
                called,
                calling,
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                List.of(
                        new PresentationContextRq(ECHO_CONTEXT, SopClass.VERIFICATION, implicit),
                        new PresentationContextRq(STORE_CONTEXT, SopClass.CR_IMAGE, implicit)),
                UserInformation.ofThisImplementation(16384, AsynchronousOperationsWindow.NOT_NEGOTIATED, List.of()));
    }

    /** Opens an association to a listener. */
    static RawPeer associate(TestNode node) throws IOException {
        return associate(connect(node));
    }

    /** Opens an association on a connection to a listener. */
    static RawPeer associate(RawPeer peer) throws IOException {
        peer.send(request(TestNode.AE_TITLE, "RAW"));
        Pdu answer = peer.receive();
        if (!(answer instanceof AAssociateAc)) {
            throw new AssertionError("No association, but " + answer);
        }
        return peer;
    }

    /** Accepts the association that the other side asks for, with all its contexts. */
    AAssociateRq acceptAssociation() throws IOException {
        AAssociateRq request = (AAssociateRq) receive();
        List<PresentationContextAc> contexts = request.presentationContexts().stream()
                .map(context -> new PresentationContextAc(
                        context.id(), 0, context.transferSyntaxUids().get(0)))
                .toList();
        send(new AAssociateAc(
                1,
                request.calledAeTitle(),
                request.callingAeTitle(),
                request.applicationContextName(),
                contexts,
                UserInformation.ofThisImplementation(16384, AsynchronousOperationsWindow.NOT_NEGOTIATED, List.of())));
        return request;
    }

    void send(Pdu pdu) throws IOException {
        send(PduEncoder.encode(pdu));
    }

    void send(byte[] bytes) throws IOException {
        connection.write(bytes, 0, bytes.length);
    }

    /** Sends a fragment in a PDU of its own. */
    void sendFragment(int contextId, boolean command, boolean last, byte[] fragment) throws IOException {
        send(new PDataTf(List.of(new PresentationDataValue(contextId, command, last, ByteBuffer.wrap(fragment)))));
    }

    void sendCommand(int contextId, CommandSet command) throws IOException {
        sendFragment(contextId, true, true, command.encode());
    }

    /** Sends a C-STORE-RQ for a CR image with this SOP Instance UID, without its data set. */
    void sendStoreRequest(String sopInstanceUid) throws IOException {
        sendCommand(STORE_CONTEXT, new CStoreRq(1, SopClass.CR_IMAGE, sopInstanceUid, "").toCommandSet());
    }

    /** Sends a data set in Explicit VR Little Endian, in fragments that any peer takes. */
    void sendDataSet(int contextId, DataSet dataSet) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        DataSetWriter.write(encoded, dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] bytes = encoded.toByteArray();
        int at = 0;
        do {
            int length = Math.min(4000, bytes.length - at);
            sendFragment(contextId, false, at + length == bytes.length, Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        } while (at < bytes.length);
    }

    /** Waits for a data set that comes in one PDU. */
    DataSet receiveDataSet(TransferSyntax transferSyntax) throws IOException {
        ByteBuffer fragment =
                ((PDataTf) receive()).presentationDataValues().get(0).fragment();
        byte[] bytes = new byte[fragment.remaining()];
        fragment.get(bytes);
        return new DataSetReader(new ByteArrayInputStream(bytes), transferSyntax, Limits.defaults()).read();
    }

    Pdu receive() throws IOException {
        return reader.read(Deadline.in(PATIENCE));
    }

    /** Waits for a response without a data set. */
    DimseResponse receiveResponse() throws IOException {
        return DimseResponse.of(receiveCommand());
    }

    /** Waits for a command set that comes in one PDU. */
    CommandSet receiveCommand() throws IOException {
        PDataTf data = (PDataTf) receive();
        CommandAssembler assembler = new CommandAssembler();
        assembler.add(data.presentationDataValues().get(0).fragment());
        return assembler.finish();
    }

    /** Reads until the other side aborts or closes; the abort, if there was one. */
    Optional<AAbort> awaitEnd() throws IOException {
        Optional<AAbort> abort = Optional.empty();
        try {
            while (true) {
                if (receive() instanceof AAbort received) {
                    abort = Optional.of(received);
                }
            }
        } catch (PeerClosedException | SocketException e) {
            return abort;
        }
    }

    /** Makes a command set without Command Group Length from tags and raw values. */
    static byte[] rawElement(int tag, int length, byte... value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
        out.writeBytes(header.array());
        out.writeBytes(value);
        return out.toByteArray();
    }

    /** A request without a data set and without any UID. */
    static CommandSet requestWithout(int commandField) {
        return new CommandSet()
                .putInteger(Tag.COMMAND_FIELD, commandField)
                .putInteger(Tag.MESSAGE_ID, 7)
                .putInteger(Tag.COMMAND_DATA_SET_TYPE, CommandSet.NO_DATA_SET);
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() {
        connection.close();
        watchdog.shutdownNow();
    }
}
