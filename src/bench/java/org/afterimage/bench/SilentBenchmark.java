package org.afterimage.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreService;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/**
 * Whether 500 silent connections and one receiver that takes nothing slow a working association. It is measured on the listener alone, since disk
 * and database would hide it.
 */
public final class SilentBenchmark {

    private static final String HELP = """
            Usage: src/bench/silent [--rounds N]

            Stores CT instances of 0.5 MB over one association to this program's listener, which throws them away, in N rounds (9 unless
            told otherwise) without and with 500 silent connections to it and one receiver that stops reading while the same
            process sends to it. Prints the median rates and their ratio.
            """;

    private static final int SILENT = 500;
    private static final Workload CT = Workload.ct(1000);
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5));

    private final UpperLayerNetwork network = new UpperLayerNetwork();
    private final Sender sender = new Sender();

    private SilentBenchmark() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int option = words.indexOf("--rounds");
        new SilentBenchmark().run(option < 0 ? 9 : Integer.parseInt(words.get(option + 1)));
    }

    private void run(int rounds) throws Exception {
        StoreService away = (request, dataSet) -> {
            dataSet.transferTo(OutputStream.nullOutputStream());
            return Status.SUCCESS;
        };
        ListenerSettings settings = new ListenerSettings(InetAddress.getLoopbackAddress(), 0, 8, 256 << 10, PATIENT);
        try (Listener listener = network.serve(settings, new AnyCaller(), away)) {
            RemoteAe node = new RemoteAe("AFTERIMAGE", "127.0.0.1", listener.port());
            sender.send(CT, node, 1); // warms up
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                alone.add(rate(node));
                beside.add(rateBesideSilence(node));
            }
            System.out.printf(
                    "instances of %s a second over one association, median of %d rounds%n", CT.name(), rounds);
            System.out.printf("alone                                               %8.1f%n", median(alone));
            System.out.printf("beside %d silent connections, a stalled receiver   %8.1f%n", SILENT, median(beside));
            System.out.printf(
                    "ratio                                               %8.3f%n", median(beside) / median(alone));
        }
    }

    private double rate(RemoteAe node) throws IOException, InterruptedException {
        return CT.instances() / sender.send(CT, node, 1);
    }

    private double rateBesideSilence(RemoteAe node) throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (ServerSocket stalled = new ServerSocket()) {
            stalled.setReceiveBufferSize(4096);
            stalled.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Thread sending = new Thread(() -> sendUntilItEnds(stalled.getLocalPort()), "to-stalled-receiver");
            sending.start();
            try (Socket receiver = stalled.accept()) {
                acceptAssociation(receiver);
                for (int i = 0; i < SILENT; i++) {
                    silent.add(new Socket(InetAddress.getLoopbackAddress(), node.port()));
                }
                // To take 500 connections costs what it costs; asked is what they cost while they say nothing.
                TimeUnit.SECONDS.sleep(1);
                double rate = rate(node);
                if (!sending.isAlive()) {
                    throw new IOException("The stalled receiver did not stall.");
                }
                return rate;
            } finally {
                for (Socket socket : silent) {
                    socket.close();
                }
                sending.join();
            }
        }
    }

    /** Sends until the receiver hangs up at the end of the round. */
    private void sendUntilItEnds(int port) {
        try {
            sender.send(CT, new RemoteAe("STALLED", "127.0.0.1", port), 1);
        } catch (IOException e) {
            // The round is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers an A-ASSOCIATE-RQ of one presentation context by accepting it (PS3.8 9.3.3), and reads nothing from then on. */
    private static void acceptAssociation(Socket receiver) throws IOException {
        InputStream in = receiver.getInputStream();
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(6));
        ByteBuffer request = ByteBuffer.wrap(in.readNBytes(header.getInt(2)));
        byte[] syntax = Workload.SYNTAX.uid().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer answer = ByteBuffer.allocate(6 + 68 + 4 + 4 + 4 + syntax.length + 4 + 8);
        answer.put((byte) 2).put((byte) 0).putInt(answer.capacity() - 6);
        answer.put(request.array(), 0, 68);
        answer.put((byte) 0x21).put((byte) 0).putShort((short) (8 + syntax.length));
        answer.put((byte) 1).put((byte) 0).put((byte) 0).put((byte) 0);
        answer.put((byte) 0x40).put((byte) 0).putShort((short) syntax.length).put(syntax);
        answer.put((byte) 0x50).put((byte) 0).putShort((short) 8);
        answer.put((byte) 0x51).put((byte) 0).putShort((short) 4).putInt(16384);
        receiver.getOutputStream().write(answer.array());
    }

    private static double median(List<Double> rates) {
        List<Double> sorted = rates.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static final class AnyCaller implements AssociationPolicy {

        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return Optional.empty();
        }

        @Override
        public boolean acceptsSopClass(String abstractSyntaxUid) {
            return true;
        }
    }
}
