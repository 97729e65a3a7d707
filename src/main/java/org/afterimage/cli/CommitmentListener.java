package org.afterimage.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Timeouts;

/** Listens for storage commitment results for as long as a command runs, and answers C-ECHO; nothing can be stored in it. */
final class CommitmentListener implements Closeable {
    private static final Pattern FORM = Pattern.compile("(?:(.+):)?(\\d{1,5})");
    private static final int MAX_ASSOCIATIONS = 4;
    private static final int MAX_PDU_LENGTH = 65_536;

    private final Listener listener;

    private CommitmentListener(Listener listener) {
        this.listener = listener;
    }

    /**
     * Opens it.
     *
     * @param network the network whose requests wait for results
     * @param where {@code PORT} or {@code ADDRESS:PORT}
     * @param aeTitle the AE title that it answers to
     * @throws IOException if the port can't be had, in one sentence
     */
    static CommitmentListener open(DicomNetwork network, String where, String aeTitle) throws IOException {
        Matcher form = FORM.matcher(where);
        if (!form.matches()) {
            throw new IllegalArgumentException("--listen is '" + where + "' and must be PORT or ADDRESS:PORT.");
        }
        InetAddress address =
                form.group(1) == null ? new InetSocketAddress(0).getAddress() : InetAddress.getByName(form.group(1));
        ListenerSettings settings = new ListenerSettings(
                address, Integer.parseInt(form.group(2)), MAX_ASSOCIATIONS, MAX_PDU_LENGTH, Timeouts.defaults());
        try {
            return new CommitmentListener(network.serve(
                    settings,
                    new Policy(aeTitle),
                    Services.verification().withStorageCommitmentResults(),
                    AssociationObserver.NONE));
        } catch (IOException e) {
            throw new IOException("Port " + where + " can't be listened on: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        listener.close();
    }

    private record Policy(String aeTitle) implements AssociationPolicy {
        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return called.equals(aeTitle) ? Optional.empty() : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
        }

        @Override
        public boolean acceptsSopClass(String uid) {
            return uid.equals(SopClass.VERIFICATION) || uid.equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL);
        }
    }
}
