package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a peer sends, the association is served to an end that has a reason, by answers that are PDUs, and never by a bug. In
 * memory, so that millions of associations are tried in ten minutes.
 */
class AssociationFuzzTest {

    private static final Timeouts TIMEOUTS = TestNode.timeouts(Duration.ofSeconds(10));

    /** Its threads are daemons; nothing in memory ever takes so long that it has something to do. */
    private static final ScheduledExecutorService WATCHDOG = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "fuzz-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    @MethodSource("wholeAssociations")
    @FuzzTest
    void anyBytes(byte[] bytes) throws IOException {
        serve(bytes);
    }

    /** The association is there; what follows is any bytes. */
    @MethodSource("messages")
    @FuzzTest
    void anyBytesAfterNegotiation(byte[] bytes) throws IOException {
        List<Pdu> answers = serve(concat(request(), bytes));
        assertThat(answers).isNotEmpty();
        assertThat(answers.get(0)).isInstanceOf(AAssociateAc.class);
    }

    /** The association is there, and each message a command set in one fragment and a data set: any bytes in both. */
    @MethodSource("commands")
    @FuzzTest
    void anyCommandSets(byte[] bytes) throws IOException {
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        session.writeBytes(request());
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() > 2) {
            int control = in.get();
            int length = Math.min(Byte.toUnsignedInt(in.get()) * 4, in.remaining());
            byte[] fragment = new byte[length];
            in.get(fragment);
            int context = (control & 4) == 0 ? RawPeer.STORE_CONTEXT : RawPeer.ECHO_CONTEXT;
            session.writeBytes(PduEncoder.encode(new PDataTf(List.of(new PresentationDataValue(
                    context, (control & 1) != 0, (control & 2) != 0, ByteBuffer.wrap(fragment))))));
        }
        serve(session.toByteArray());
    }

    static Stream<byte[]> wholeAssociations() {
        return messages().map(messages -> concat(request(), messages));
    }

    static Stream<byte[]> messages() {
        byte[] echo =
                message(RawPeer.ECHO_CONTEXT, new CEchoRq(1).toCommandSet().encode(), new byte[0]);
        byte[] store = message(RawPeer.STORE_CONTEXT, storeCommand(), new byte[100]);
        byte[] release = PduEncoder.encode(new AReleaseRq());
        byte[] abort = PduEncoder.encode(AAbort.BY_USER);
        return Stream.of(concat(echo, release), concat(store, concat(echo, release)), concat(store, abort));
    }

    static Stream<byte[]> commands() {
        return Stream.of(storeCommand(), new CEchoRq(1).toCommandSet().encode())
                .map(command -> concat(new byte[] {3, (byte) (command.length / 4 + 1)}, command));
    }

    private static byte[] storeCommand() {
        return new CStoreRq(1, SopClass.CR_IMAGE, "1.2.3", "").toCommandSet().encode();
    }

    private static byte[] request() {
        return PduEncoder.encode(RawPeer.request(TestNode.AE_TITLE, "FUZZER"));
    }

    private static byte[] message(int context, byte[] command, byte[] dataSet) {
        byte[] pdu = PduEncoder.encode(
                new PDataTf(List.of(new PresentationDataValue(context, true, true, ByteBuffer.wrap(command)))));
        return dataSet.length == 0
                ? pdu
                : concat(
                        pdu,
                        PduEncoder.encode(new PDataTf(
                                List.of(new PresentationDataValue(context, false, true, ByteBuffer.wrap(dataSet))))));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** Serves it as the listener does and returns what the peer was sent. */
    private static List<Pdu> serve(byte[] sent) throws IOException {
        InMemorySocket socket = new InMemorySocket(sent);
        Connection connection = new Connection(socket, TIMEOUTS.write(), WATCHDOG);
        ListenerSettings settings = new ListenerSettings(InetAddress.getLoopbackAddress(), 0, 4, 64 << 10, TIMEOUTS);
        Services services = Services.storing((request, dataSet) -> {
            dataSet.transferTo(OutputStream.nullOutputStream());
            return Status.SUCCESS;
        });
        AssociationPlaces<ServedAssociation> places = new AssociationPlaces<>(4, 4);
        Reasons reasons = new Reasons();
        ServedAssociation association = new ServedAssociation(
                1,
                connection,
                new AssociationAcceptor(settings, new AnyCaller(), services),
                services,
                new StorageCommitmentTransactions(),
                report -> {},
                reasons,
                places);
        places.enter(association, connection.peer());
        association.run();
        assertThat(reasons.closed).hasSize(1);
        assertThat(reasons.closed.get(0)).endsWith(".").doesNotContain("bug");
        return pdus(socket.taken());
    }

    private static List<Pdu> pdus(byte[] bytes) throws IOException {
        Connection connection = new Connection(new InMemorySocket(bytes), TIMEOUTS.write(), WATCHDOG);
        List<Pdu> pdus = new ArrayList<>();
        try (connection) {
            PduReader reader = new PduReader(connection);
            reader.allowPData(1 << 20);
            while (true) {
                pdus.add(reader.read(Deadline.in(TIMEOUTS.message())));
            }
        } catch (PeerClosedException end) {
            return pdus;
        }
    }

    private static final class Reasons implements AssociationObserver {

        private final List<String> closed = new ArrayList<>();

        @Override
        public void closed(long id, String calling, String called, InetAddress peer, String reason) {
            closed.add(reason);
        }
    }

    private static final class AnyCaller implements AssociationPolicy {

        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return called.equals("REFUSED") ? Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED) : Optional.empty();
        }

        @Override
        public boolean acceptsSopClass(String abstractSyntaxUid) {
            return !abstractSyntaxUid.endsWith("9");
        }
    }
}
