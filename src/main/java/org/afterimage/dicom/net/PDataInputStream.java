package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * A data set as it arrives in fragments. It ends after the last fragment; when the association ends before that, every
 * further read throws {@link AssociationAbortedException}, so that half a data set cannot pass for a whole one.
 */
final class PDataInputStream extends InputStream implements ReadableByteChannel {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final MessageReader messages;
    private final int contextId;
    private ByteBuffer fragment = NOTHING;
    private boolean last;
    private Optional<IOException> failure = Optional.empty();

    PDataInputStream(MessageReader messages, int contextId, boolean present) {
        this.messages = messages;
        this.contextId = contextId;
        this.last = !present;
    }

    @Override
    public int read() throws IOException {
        return hasBytes() ? Byte.toUnsignedInt(fragment.get()) : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasBytes()) {
            return -1;
        }
        int count = Math.min(length, fragment.remaining());
        fragment.get(buffer, offset, count);
        return count;
    }

    /** As {@link #read(byte[], int, int)}, into a buffer of any kind. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) {
            return 0;
        }
        throwFailure();
        while (!fragment.hasRemaining() && messages.open() == 0) {
            if (last) {
                return -1;
            }
            nextFragment();
        }
        if (!fragment.hasRemaining()) {
            return attempt(() -> messages.read(into));
        }
        int count = Math.min(into.remaining(), fragment.remaining());
        into.put(fragment.slice(fragment.position(), count));
        fragment.position(fragment.position() + count);
        return count;
    }

    /** Always: it ends with its association, which others close. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // What is left of it is drained by the association.
    }

    /** Writes the fragments straight from the PDU that they came in. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (hasBytes()) {
            int count = fragment.remaining();
            out.write(fragment.array(), fragment.arrayOffset() + fragment.position(), count);
            fragment = NOTHING;
            total += count;
        }
        return total;
    }

    /** Returns how many bytes of the fragment at hand are left. */
    @Override
    public int available() {
        return fragment.remaining();
    }

    /**
     * Reads the rest and throws it away.
     *
     * @throws IOException the failure of the association, if it failed, as it was
     */
    void drain() throws IOException {
        try {
            while (hasBytes()) {
                fragment = NOTHING;
            }
        } catch (AssociationAbortedException e) {
            rethrowFailure();
        }
    }

    /** Throws what ended the association while this data set arrived, if something did. */
    void rethrowFailure() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private boolean hasBytes() throws IOException {
        throwFailure();
        while (!fragment.hasRemaining()) {
            if (messages.open() > 0) {
                fragment = attempt(messages::readMore);
            } else if (last) {
                return false;
            } else {
                nextFragment();
            }
        }
        return true;
    }

    private void nextFragment() throws AssociationAbortedException {
        PresentationDataValue value = attempt(() -> messages.nextFragment(contextId, false));
        fragment = value.fragment();
        last = value.last();
    }

    private void throwFailure() throws AssociationAbortedException {
        if (failure.isPresent()) {
            throw PeerFailure.sentence(messages.peer(), failure.get());
        }
    }

    /** Takes something from the association. */
    @FunctionalInterface
    private interface Taking<T> {
        T now() throws IOException;
    }

    private <T> T attempt(Taking<T> taking) throws AssociationAbortedException {
        try {
            return taking.now();
        } catch (IOException e) {
            fragment = NOTHING;
            failure = Optional.of(e);
            throw PeerFailure.sentence(messages.peer(), e);
        }
    }
}
