package org.afterimage.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import org.afterimage.dicom.data.DataSet;

/**
 * The bytes of a data set in a transfer syntax (PS3.5 7), made while they are read: a thread of its own writes them, and waits when
 * it is ahead by {@link #AHEAD} bytes. So an object on disk is sent in another transfer syntax than its own without being held.
 */
public final class EncodedDataSet extends InputStream {

    /** Bytes that are made before somebody reads them. */
    static final int AHEAD = 64 * 1024;

    private final PipedInputStream in = new PipedInputStream(AHEAD);
    private final Thread writer;

    /** Why the bytes end early; written before the pipe ends, and read after. */
    private volatile Throwable failure;

    /**
     * Begins to encode a data set, which must not be changed before this is closed.
     *
     * @throws IllegalArgumentException as {@link DataSetWriter#write}
     */
    public EncodedDataSet(DataSet dataSet, TransferSyntax transferSyntax) throws IOException {
        DataSetWriter.checkPixelData(dataSet, transferSyntax);
        PipedOutputStream out = new PipedOutputStream(in);
        writer = new Thread(() -> write(out, dataSet, transferSyntax), "dicom-encode");
        writer.setDaemon(true);
        writer.start();
    }

    private void write(PipedOutputStream out, DataSet dataSet, TransferSyntax transferSyntax) {
        try {
            DataSetWriter.write(out, dataSet, transferSyntax);
        } catch (IOException | RuntimeException | Error e) {
            // Thrown where the bytes are read. When nobody reads any more, the broken pipe itself is what ends here.
            failure = e;
        }
        end(out);
    }

    private static void end(PipedOutputStream out) {
        try {
            out.close();
        } catch (IOException readerHasGone) {
            // There is nobody to tell.
        }
    }

    @Override
    public int read() throws IOException {
        return checked(in.read());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException when a value that lies on disk cannot be read
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return checked(in.read(buffer, offset, length));
    }

    /** Ends the writing, too; the thread is gone when this returns. */
    @Override
    public void close() throws IOException {
        in.close();
        writer.interrupt();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the encoding of a data set was ended.");
        }
    }

    private int checked(int read) throws IOException {
        if (read < 0 && failure != null) {
            throw new IOException("A data set could not be encoded to its end: " + failure.getMessage(), failure);
        }
        return read;
    }
}
