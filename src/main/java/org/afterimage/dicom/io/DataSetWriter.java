package org.afterimage.dicom.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * Writes data sets as bytes (PS3.5 7).
 *
 * <p>What {@link DataSetReader} read is written back byte for byte in the same transfer syntax, except for group lengths, values
 * of odd length, which get their padding, and VRs unknown to this program, which become UN.
 */
public final class DataSetWriter {

    private DataSetWriter() {}

    /**
     * Writes a data set; values left on disk are copied from there.
     *
     * @param out where to; flushed, never closed
     * @throws IllegalArgumentException when the transfer syntax is big endian, or Pixel Data is encapsulated and the transfer
     *     syntax is not, or the other way round: nothing is compressed or decompressed here
     */
    public static void write(OutputStream out, DataSet dataSet, TransferSyntax transferSyntax) throws IOException {
        checkPixelData(dataSet, transferSyntax);
        if (transferSyntax.deflated()) {
            writeDeflated(out, dataSet, transferSyntax);
        } else {
            OutputStream buffered = new BufferedOutputStream(out);
            new DataSetEncoder(buffered, Encoding.of(transferSyntax)).write(dataSet);
            buffered.flush();
        }
    }

    /**
     * Writes a command set: Implicit VR Little Endian, its group length first (PS3.7 6.3.1).
     *
     * @param commandSet elements of group 0000, without the group length
     */
    public static void writeCommandSet(OutputStream out, DataSet commandSet) throws IOException {
        writeGroup(out, Tag.COMMAND_GROUP_LENGTH, commandSet, Encoding.IMPLICIT_LITTLE_ENDIAN);
    }

    /** Writes the elements of one group behind the element that says how many bytes they take (PS3.5 7.2). */
    static void writeGroup(OutputStream out, int groupLengthTag, DataSet group, Encoding encoding) throws IOException {
        DataSet length = new DataSet()
                .putIntegers(groupLengthTag, VR.UL, Math.toIntExact(DataSetEncoder.lengthOf(group, encoding)));
        OutputStream buffered = new BufferedOutputStream(out);
        DataSetEncoder encoder = new DataSetEncoder(buffered, encoding);
        encoder.write(length);
        encoder.write(group);
        buffered.flush();
    }

    /** Deflates without a zlib header; an odd number of bytes gets a NUL (PS3.5 A.5). */
    private static void writeDeflated(OutputStream out, DataSet dataSet, TransferSyntax transferSyntax)
            throws IOException {
        CountingOutput counted = new CountingOutput(out);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(counted, deflater, 8192);
            OutputStream buffered = new BufferedOutputStream(deflated);
            new DataSetEncoder(buffered, Encoding.of(transferSyntax)).write(dataSet);
            buffered.flush();
            deflated.finish();
        } finally {
            deflater.end();
        }
        if (counted.count % 2 == 1) {
            out.write(0);
        }
        out.flush();
    }

    static void checkPixelData(DataSet dataSet, TransferSyntax transferSyntax) {
        Optional<Element> pixelData = dataSet.get(Tag.PIXEL_DATA);
        if (pixelData.isEmpty()) {
            return;
        }
        boolean encapsulated = pixelData.get() instanceof Element.Fragments
                || (pixelData.get() instanceof Element.Bulk bulk && bulk.encapsulated());
        if (encapsulated != transferSyntax.encapsulated()) {
            throw new IllegalArgumentException("Pixel Data is " + (encapsulated ? "" : "not ")
                    + "encapsulated and cannot be written as " + transferSyntax.name() + ".");
        }
    }

    private static final class CountingOutput extends FilterOutputStream {
        private long count;

        CountingOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
