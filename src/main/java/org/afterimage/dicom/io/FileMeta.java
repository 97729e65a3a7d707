package org.afterimage.dicom.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.data.VR;

/** Preamble, prefix and file meta information, which precede the data set of a DICOM file (PS3.10 7.1). */
final class FileMeta {

    private static final int PREAMBLE_LENGTH = 128;
    private static final byte[] PREFIX = {'D', 'I', 'C', 'M'};
    private static final int GROUP = 0x0002;
    private static final byte[] VERSION = {0, 1};

    /** Enough for private information (0002,0102), and no more: nothing of the file is trusted yet. */
    private static final int MAXIMUM_LENGTH = 1 << 20;

    private FileMeta() {}

    /** The file meta information of an instance. */
    static DataSet of(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
        return new DataSet()
                .putBytes(Tag.FILE_META_INFORMATION_VERSION, VR.OB, VERSION)
                .putString(Tag.MEDIA_STORAGE_SOP_CLASS_UID, sopClassUid)
                .putString(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, sopInstanceUid)
                .putString(Tag.TRANSFER_SYNTAX_UID, transferSyntax.uid())
                .putString(Tag.IMPLEMENTATION_CLASS_UID, Implementation.CLASS_UID)
                .putString(Tag.IMPLEMENTATION_VERSION_NAME, Implementation.VERSION_NAME);
    }

    /** Writes an empty preamble, the prefix and the elements; the data set comes behind. */
    static void write(OutputStream out, DataSet fileMeta) throws IOException {
        byte[] start = new byte[PREAMBLE_LENGTH + PREFIX.length];
        System.arraycopy(PREFIX, 0, start, PREAMBLE_LENGTH, PREFIX.length);
        out.write(start);
        DataSetWriter.writeGroup(
                out, Tag.FILE_META_INFORMATION_GROUP_LENGTH, fileMeta, Encoding.EXPLICIT_LITTLE_ENDIAN);
    }

    /**
     * Reads up to the first byte of the data set.
     *
     * @throws DicomFormatException when the file is no DICOM file or its meta information is damaged
     */
    static DataSet read(DataSetInput input) throws IOException {
        byte[] start = input.upTo(PREAMBLE_LENGTH + PREFIX.length);
        if (start.length < PREAMBLE_LENGTH + PREFIX.length
                || !Arrays.equals(start, PREAMBLE_LENGTH, start.length, PREFIX, 0, PREFIX.length)) {
            throw new DicomFormatException(
                    "The file is no DICOM file: it has no DICM at byte " + PREAMBLE_LENGTH + ".");
        }
        ElementHeader groupLength = ElementHeader.read(input, Encoding.EXPLICIT_LITTLE_ENDIAN, false);
        if (groupLength.tag() != Tag.FILE_META_INFORMATION_GROUP_LENGTH || groupLength.length() != Integer.BYTES) {
            throw new DicomFormatException("The file meta information begins with " + groupLength.name()
                    + " and not with its group length (0002,0000).");
        }
        long length = input.unsigned32(Encoding.EXPLICIT_LITTLE_ENDIAN);
        if (length > MAXIMUM_LENGTH) {
            throw new DicomFormatException(
                    "The file meta information announces " + length + " bytes; " + MAXIMUM_LENGTH + " are allowed.");
        }
        return readElements(input, (int) length);
    }

    private static DataSet readElements(DataSetInput input, int length) throws IOException {
        long position = input.position();
        byte[] bytes = input.bytes(Tag.FILE_META_INFORMATION_GROUP_LENGTH, length);
        DataSetInput elements = new DataSetInput(new ByteArrayInputStream(bytes), position, position + length);
        DataSet fileMeta = new DataSetReader(
                        elements, Encoding.EXPLICIT_LITTLE_ENDIAN, Limits.defaults(), Optional.empty())
                .read();
        for (Element element : fileMeta) {
            if (Tag.group(element.tag()) != GROUP) {
                throw new DicomFormatException("The file meta information of " + length + " bytes holds "
                        + Tag.toString(element.tag()) + ", which belongs to the data set.");
            }
        }
        return fileMeta;
    }

    /** The transfer syntax that the meta information names. */
    static TransferSyntax transferSyntax(DataSet fileMeta) throws DicomFormatException {
        String uid = fileMeta.string(Tag.TRANSFER_SYNTAX_UID)
                .orElseThrow(() ->
                        new DicomFormatException("The file meta information names no transfer syntax (0002,0010)."));
        return TransferSyntax.of(uid)
                .orElseThrow(
                        () -> new DicomFormatException("The transfer syntax " + printable(uid) + " is not known."));
    }

    /** A UID from outside, safe to print. */
    private static String printable(String uid) {
        return Uid.isTolerable(uid) ? uid : "in (0002,0010), which is no UID,";
    }
}
