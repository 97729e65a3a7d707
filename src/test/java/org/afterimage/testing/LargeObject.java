package org.afterimage.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * An enhanced CT image of any size, with functional groups for each of its frames and noise for pixels, written without holding it.
 *
 * @param file where it is
 * @param bytes length of the file
 * @param sha256 of its data set, hexadecimal
 */
public record LargeObject(Path file, long bytes, String sha256) {

    /** Its SOP Instance UID. */
    public static final String SOP_INSTANCE_UID = "2.25.300300300";

    /** Its Study Instance UID. */
    public static final String STUDY_INSTANCE_UID = "2.25.300300301";

    private static final int ROWS = 512;
    private static final int FRAME_BYTES = ROWS * ROWS * 2;
    private static final long LONGEST = 0xFFFFFFFEL;

    /**
     * Writes one.
     *
     * @param megabytes bytes of its pixel data in MiB, at most 4095
     */
    public static LargeObject write(Path file, int megabytes) throws IOException {
        int frames = (int) (((long) megabytes << 20) / FRAME_BYTES);
        long length = (long) frames * FRAME_BYTES;
        if (frames < 1 || length > LONGEST) {
            throw new IllegalArgumentException("Pixel data of " + megabytes + " MiB has no native length.");
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            Part10.begin(out, SopClass.ENHANCED_CT_IMAGE, SOP_INSTANCE_UID, syntax, "SENDER");
            DataSetWriter.write(out, header(frames), syntax);
            ByteBuffer pixelData = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            pixelData
                    .putShort((short) 0x7FE0)
                    .putShort((short) 0x0010)
                    .put((byte) 'O')
                    .put((byte) 'W');
            pixelData.putShort((short) 0).putInt((int) length);
            out.write(pixelData.array());
            byte[] frame = new byte[FRAME_BYTES];
            new Random(1).nextBytes(frame);
            for (int i = 0; i < frames; i++) {
                // No two frames are equal, so that one in another's place would be noticed.
                ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(i);
                out.write(frame);
            }
        }
        return new LargeObject(file, Files.size(file), sha256(file));
    }

    /** The SHA-256 of the data set in a DICOM file, hexadecimal. */
    public static String sha256(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
        try (DataSetStream stream = Part10.openDataSet(file);
                InputStream in = new DigestInputStream(stream.bytes(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static DataSet header(int frames) {
        DataSet header = new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.ENHANCED_CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, SOP_INSTANCE_UID)
                .putString(Tag.STUDY_DATE, "20260102")
                .putString(Tag.MODALITY, "CT")
                .putString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "AXIAL", "NONE")
                .putString(Tag.PATIENT_NAME, "Large^Object")
                .putString(Tag.PATIENT_ID, "LARGE")
                .putString(Tag.STUDY_INSTANCE_UID, STUDY_INSTANCE_UID)
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.300300302")
                .putString(Tag.NUMBER_OF_FRAMES, Integer.toString(frames))
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, ROWS)
                .putIntegers(Tag.COLUMNS, ROWS)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0)
                .putItems(
                        Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                        new DataSet()
                                .putItems(
                                        Tag.PIXEL_MEASURES_SEQUENCE,
                                        new DataSet().putDecimals(Tag.PIXEL_SPACING, 0.1, 0.1)));
        List<DataSet> groups = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            groups.add(new DataSet()
                    .putItems(
                            Tag.FRAME_CONTENT_SEQUENCE,
                            new DataSet().putString(Tag.STACK_ID, "1").putIntegers(Tag.IN_STACK_POSITION_NUMBER, i + 1))
                    .putItems(
                            Tag.PLANE_POSITION_SEQUENCE,
                            new DataSet().putDecimals(Tag.IMAGE_POSITION_PATIENT, 0, 0, i * 0.1)));
        }
        return header.putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, groups.toArray(DataSet[]::new));
    }
}
