package org.afterimage.dicom.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;

/**
 * DICOM files (PS3.10 7).
 *
 * <p>Files are read without a copy of long values in memory: Pixel Data and other binary values over {@link Limits#bulkThreshold}
 * become {@link Element.Bulk}, which points into the file; in a deflated file it points into what the data set inflates to, and is
 * inflated again whenever it is read. Writing is neither atomic nor synced: that is up to the caller.
 */
public final class Part10 {

    /** Group 7FE0 holds the pixel data and nothing else (PS3.6). */
    private static final int FIRST_PIXEL_DATA_TAG = Tag.of(0x7FE0, 0);

    /** The characters of VR AE: printable, without the backslash (PS3.5 6.2). */
    private static final Pattern AE_TITLE = Pattern.compile("[ -~&&[^\\\\]]{1,16}");

    private Part10() {}

    /**
     * Reads a file.
     *
     * @throws DicomFormatException when it is no DICOM file, is damaged, goes beyond the limits or has an unknown transfer syntax
     */
    public static DicomObject read(Path file, Limits limits) throws IOException {
        return read(file, limits, DataSetReader::read);
    }

    /**
     * Reads a file up to its pixel data.
     *
     * @throws DicomFormatException as {@link #read(Path, Limits)} does
     */
    public static DicomObject readHeader(Path file, Limits limits) throws IOException {
        return read(file, limits, reader -> reader.readBefore(FIRST_PIXEL_DATA_TAG));
    }

    private interface Reading {
        DataSet from(DataSetReader reader) throws IOException;
    }

    private static DicomObject read(Path file, Limits limits, Reading reading) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            DataSetInput input = new DataSetInput(in, 0, Files.size(file));
            DataSet fileMeta = FileMeta.read(input);
            TransferSyntax syntax = FileMeta.transferSyntax(fileMeta);
            if (syntax.deflated()) {
                return new DicomObject(fileMeta, syntax, inflate(in, syntax, limits, file, input.position(), reading));
            }
            DataSetReader reader = new DataSetReader(input, Encoding.of(syntax), limits, Optional.of(file));
            return new DicomObject(fileMeta, syntax, reading.from(reader));
        }
    }

    private static DataSet inflate(
            InputStream in, TransferSyntax syntax, Limits limits, Path file, long from, Reading reading)
            throws IOException {
        try (InputStream inflated = new BufferedInputStream(new InflatedInput(in, limits))) {
            DataSetInput input = new DataSetInput(inflated, 0, DataSetInput.UNKNOWN_END);
            return reading.from(new DataSetReader(input, Encoding.of(syntax), limits, Optional.of(file), from));
        }
    }

    /**
     * Writes a file, replacing one that is there. The file meta information is made from the data set's SOP Class UID and SOP
     * Instance UID.
     *
     * @throws IllegalArgumentException when the data set lacks one of the two, has pixel data that the transfer syntax does not
     *     allow (see {@link DataSetWriter#write}), or has values that still lie in this very file
     */
    public static void write(Path file, DataSet dataSet, TransferSyntax transferSyntax) throws IOException {
        checkNotItsOwnSource(file, dataSet);
        DataSet fileMeta = FileMeta.of(
                required(dataSet, Tag.SOP_CLASS_UID), required(dataSet, Tag.SOP_INSTANCE_UID), transferSyntax);
        try (OutputStream out = Files.newOutputStream(file)) {
            FileMeta.write(out, fileMeta);
            DataSetWriter.write(out, dataSet, transferSyntax);
        }
    }

    /**
     * Writes what precedes the data set of a file, so that a received data set can follow as it is.
     *
     * @param out where to; the bytes of the data set, encoded in the transfer syntax, are written to it next
     * @param sourceAeTitle who sent the data set; left out when empty or no AE title
     * @return the same stream
     */
    public static OutputStream begin(
            OutputStream out,
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax,
            String sourceAeTitle)
            throws IOException {
        DataSet fileMeta = FileMeta.of(sopClassUid, sopInstanceUid, transferSyntax);
        if (AE_TITLE.matcher(sourceAeTitle).matches()) {
            fileMeta.putString(Tag.SOURCE_APPLICATION_ENTITY_TITLE, sourceAeTitle);
        }
        FileMeta.write(out, fileMeta);
        return out;
    }

    /**
     * Reads a data set on its way into a file, so that the file need not be read again (PS3.10 7.2). Long values become
     * {@link Element.Bulk}, which can be read once the bytes are in the file.
     *
     * @param in the bytes of the data set alone; read to its end, never closed; long values are skipped by {@link InputStream#skip}
     * @param syntax how it is encoded
     * @param file where the bytes go
     * @param offset where in the file the data set begins
     * @throws DicomFormatException when the bytes are no data set, end early or go beyond the limits
     */
    public static DataSet readOnItsWay(InputStream in, TransferSyntax syntax, Path file, long offset, Limits limits)
            throws IOException {
        if (syntax.deflated()) {
            return inflate(in, syntax, limits, file, offset, DataSetReader::read);
        }
        DataSetInput input = new DataSetInput(new BufferedInputStream(in), offset, DataSetInput.UNKNOWN_END);
        return new DataSetReader(input, Encoding.of(syntax), limits, Optional.of(file)).read();
    }

    /**
     * Opens a file at the first byte of its data set.
     *
     * @throws DicomFormatException when it is no DICOM file or has an unknown transfer syntax
     */
    public static DataSetStream openDataSet(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        try {
            long size = Files.size(file);
            // The input looks no further ahead than it has read, so that the stream behind it stands at the data set.
            DataSetInput input = new DataSetInput(in, 0, size);
            DataSet fileMeta = FileMeta.read(input);
            return new DataSetStream(
                    FileMeta.transferSyntax(fileMeta),
                    fileMeta.string(Tag.MEDIA_STORAGE_SOP_CLASS_UID).orElse(""),
                    fileMeta.string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID).orElse(""),
                    in,
                    size - input.position());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static String required(DataSet dataSet, int tag) {
        return dataSet.string(tag)
                .orElseThrow(() -> new IllegalArgumentException("The data set has no " + Tag.toString(tag) + "."));
    }

    private static void checkNotItsOwnSource(Path file, DataSet dataSet) throws IOException {
        for (Element element : dataSet) {
            if (element instanceof Element.Bulk bulk && Files.exists(file) && Files.isSameFile(file, bulk.file())) {
                throw new IllegalArgumentException(
                        "The file holds " + Tag.toString(bulk.tag()) + " of the data set that is to replace it.");
            }
        }
    }
}
