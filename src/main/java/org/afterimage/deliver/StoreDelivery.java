package org.afterimage.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.EncodedDataSet;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.pixel.PixelWriter;

/** Sends files over one association (PS3.4 Annex B as SCU) and says for each what the destination answered. */
public final class StoreDelivery {
    private final DicomNetwork network;
    private final String callingAeTitle;
    private final Timeouts timeouts;

    private final OptionalLong bytesPerSecond;

    /** Hears each answer when it comes, before the next file goes. */
    @FunctionalInterface
    public interface AnswerListener {
        /** Takes an answer; false when no more shall be sent. */
        boolean answered(DeliveryAnswer answer);
    }

    /** Makes the sender. */
    public StoreDelivery(DicomNetwork network, String callingAeTitle, Timeouts timeouts) {
        this(network, callingAeTitle, timeouts, OptionalLong.empty());
    }

    /** Makes a sender that is no faster than this, for a link that others share. */
    public StoreDelivery(DicomNetwork network, String callingAeTitle, Timeouts timeouts, OptionalLong bytesPerSecond) {
        this.network = network;
        this.callingAeTitle = callingAeTitle;
        this.timeouts = timeouts;
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Sends the files in their order.
     *
     * @return one answer a file, in the same order
     * @throws IOException if a file of ours can't be read; what the network does is in the answers
     */
    public List<DeliveryAnswer> send(List<Path> files, RemoteAe destination) throws IOException {
        return send(files, destination, answer -> true);
    }

    /**
     * Sends the files in their order, until the listener wants no more.
     *
     * @param listener hears what the destination answered, file by file; not of files that had no answer
     * @return one answer a file that was to be sent, in the same order
     * @throws IOException if a file of ours can't be read; what the network does is in the answers
     */
    public List<DeliveryAnswer> send(List<Path> files, RemoteAe destination, AnswerListener listener)
            throws IOException {
        List<DeliveryAnswer> answers = new ArrayList<>();
        Set<ProposedContext> contexts = contexts(files);
        try (StoreSession session = network.openStore(callingAeTitle, destination, contexts, timeouts)) {
            for (Path file : files) {
                DeliveryAnswer answer = send(file, session, destination);
                answers.add(answer);
                if (!listener.answered(answer)) {
                    return answers;
                }
            }
        } catch (IOException e) {
            // From here on nothing was answered: the rest is unreachable, what was answered stays as it is.
            DeliveryAnswer.Kind kind =
                    e instanceof UnansweredException ? DeliveryAnswer.Kind.UNANSWERED : DeliveryAnswer.Kind.UNREACHABLE;
            for (Path file : files.subList(answers.size(), files.size())) {
                answers.add(new DeliveryAnswer(file, kind, OptionalInt.empty(), String.valueOf(e.getMessage())));
                kind = DeliveryAnswer.Kind.UNREACHABLE; // only one is on its way at a time
            }
        }
        return answers;
    }

    private static Set<ProposedContext> contexts(List<Path> files) throws IOException {
        Set<ProposedContext> contexts = new LinkedHashSet<>();
        for (Path file : files) {
            try (DataSetStream stream = Part10.openDataSet(file)) {
                // One context a syntax: an SCP answers each with what it takes, and both forms may be needed.
                contexts.add(new ProposedContext(stream.sopClassUid(), List.of(stream.transferSyntax())));
                contexts.add(
                        new ProposedContext(stream.sopClassUid(), List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)));
            }
        }
        return contexts;
    }

    private DeliveryAnswer send(Path file, StoreSession session, RemoteAe destination) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            String sopClass = stream.sopClassUid();
            if (session.accepts(sopClass, stream.transferSyntax())) {
                return answer(
                        file,
                        store(session, sopClass, stream.sopInstanceUid(), stream.transferSyntax(), stream.bytes()));
            }
            if (session.accepts(sopClass, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)) {
                try (InputStream implicit = implicit(file)) {
                    Status status = store(
                            session,
                            sopClass,
                            stream.sopInstanceUid(),
                            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                            implicit);
                    return answer(file, status);
                }
            }
            return new DeliveryAnswer(
                    file,
                    DeliveryAnswer.Kind.REFUSED,
                    OptionalInt.empty(),
                    destination.aeTitle() + " does not take SOP class " + sopClass);
        }
    }

    private Status store(
            StoreSession session, String sopClass, String sopInstanceUid, TransferSyntax syntax, InputStream bytes)
            throws UnansweredException {
        try {
            return session.store(sopClass, sopInstanceUid, syntax, paced(bytes));
        } catch (IOException e) {
            throw new UnansweredException(e);
        }
    }

    /** An instance was on its way. */
    private static final class UnansweredException extends IOException {
        private static final long serialVersionUID = 1L;

        UnansweredException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private InputStream paced(InputStream bytes) {
        return bytesPerSecond.isPresent() ? new PacedInput(bytes, bytesPerSecond.getAsLong()) : bytes;
    }

    /** The default transfer syntax, which every destination must take (PS3.5 10.1), for one that does not take the file's. */
    private static InputStream implicit(Path file) throws IOException {
        DicomObject object = Part10.read(file, Limits.defaults());
        return new EncodedDataSet(PixelWriter.uncompressed(object), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    private static DeliveryAnswer answer(Path file, Status status) {
        String message =
                String.format("status %04X %s", status.code(), status.comment()).strip();
        return new DeliveryAnswer(file, DeliveryAnswer.Kind.of(status), OptionalInt.of(status.code()), message);
    }
}
