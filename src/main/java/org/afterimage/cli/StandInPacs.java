package org.afterimage.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.Timeouts;

/**
 * A storage SCP for the demo, on this project's own DICOM layer: takes what it is sent, keeps it in a folder, and says what it has. It stands
 * in for a PACS on a machine that has none.
 */
final class StandInPacs implements AutoCloseable {
    private static final int MAX_ASSOCIATIONS = 8;
    private static final int MAX_PDU_LENGTH = 262_144;

    private final String aeTitle;
    private final Path folder;
    private final Map<String, Stored> bySopInstanceUid = new ConcurrentHashMap<>();
    private final Listener listener;

    /**
     * Opens a free port on loopback. What an earlier run left in the folder is part of what it has.
     *
     * @throws IOException if the folder can't be read or no port can be had
     */
    StandInPacs(DicomNetwork network, String aeTitle, Path folder) throws IOException {
        this.aeTitle = aeTitle;
        this.folder = Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.dcm")) {
            for (Path file : files) {
                add(file);
            }
        }
        ListenerSettings settings = new ListenerSettings(
                InetAddress.getLoopbackAddress(), 0, MAX_ASSOCIATIONS, MAX_PDU_LENGTH, Timeouts.defaults());
        listener = network.serve(settings, new Policy(), this::store);
    }

    /**
     * An instance that it has.
     *
     * @param file where it lies
     */
    record Stored(String studyInstanceUid, String seriesInstanceUid, String sopInstanceUid, Path file) {}

    int port() {
        return listener.port();
    }

    /** The instance of that UID, if it has it. */
    Optional<Stored> find(String sopInstanceUid) {
        return Optional.ofNullable(bySopInstanceUid.get(sopInstanceUid));
    }

    @Override
    public void close() {
        listener.close();
    }

    private Status store(StoreRequest request, InputStream dataSet) throws IOException {
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            Part10.begin(
                    out,
                    request.sopClassUid(),
                    request.sopInstanceUid(),
                    request.transferSyntax(),
                    request.callingAeTitle());
            dataSet.transferTo(out);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        // Named by its UID, which the association has validated: a resend replaces.
        Path file = folder.resolve(request.sopInstanceUid() + ".dcm");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        add(file);
        return Status.SUCCESS;
    }

    private void add(Path file) throws IOException {
        DataSet header = Part10.readHeader(file, Limits.defaults()).dataSet();
        Stored stored = new Stored(
                header.string(Tag.STUDY_INSTANCE_UID).orElse(""),
                header.string(Tag.SERIES_INSTANCE_UID).orElse(""),
                header.string(Tag.SOP_INSTANCE_UID).orElse(""),
                file);
        bySopInstanceUid.put(stored.sopInstanceUid(), stored);
    }

    private final class Policy implements AssociationPolicy {
        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return called.equals(aeTitle) ? Optional.empty() : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }

        @Override
        public boolean acceptsSopClass(String uid) {
            return uid.equals(SopClass.VERIFICATION) || SopClass.storage().contains(uid);
        }
    }
}
