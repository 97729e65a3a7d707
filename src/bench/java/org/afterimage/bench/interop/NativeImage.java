package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.Uid;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.PixelWriter;

/**
 * An uncompressed image made of the simulated fixtures.
 *
 * @param name bits and sign: {@code 8u}, {@code 8s} ... {@code 16s}
 * @param bitsStored Bits Stored
 * @param signed Pixel Representation
 * @param stored its stored values, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
record NativeImage(String name, int bitsStored, boolean signed, int[] stored) {
    /** Rows and columns. */
    static final int SIZE = 256;

    private static final Path FIXTURES = Path.of("test-fixtures");

    /** Images of 8, 12 and 16 bits, unsigned and signed: a head by MR and, for 16 bits, a thorax by CT. */
    static List<NativeImage> all() throws IOException {
        int[] head = fixture("head-mr/t1/010.dcm", SIZE);
        int[] thorax = fixture("thorax-ct/006.dcm", SIZE);
        List<NativeImage> images = new ArrayList<>();
        for (boolean signed : new boolean[] {false, true}) {
            String sign = signed ? "s" : "u";
            images.add(of("8" + sign, 8, signed, head, value -> value >> 4));
            images.add(of("12" + sign, 12, signed, head, value -> value));
            images.add(of("16" + sign, 16, signed, thorax, value -> (value + 1024) * 16));
        }
        return images;
    }

    /** Writes it as an instance of its own in Explicit VR Little Endian. */
    Path write(Path folder, String purpose) throws IOException {
        Path file = folder.resolve(purpose + "-" + name + ".dcm");
        int allocated = bitsStored > 8 ? 16 : 8;
        DataSet dataSet = new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, uid(purpose + name))
                .putString(Tag.STUDY_INSTANCE_UID, uid("study"))
                .putString(Tag.SERIES_INSTANCE_UID, uid("series"))
                .putString(Tag.STUDY_DATE, "20260101")
                .putString(Tag.STUDY_TIME, "120000")
                .putString(Tag.ACCESSION_NUMBER, "INTEROP")
                .putString(Tag.REFERRING_PHYSICIAN_NAME, "")
                .putString(Tag.STUDY_ID, "1")
                .putString(Tag.MODALITY, "CT")
                .putString(Tag.IMAGE_TYPE, "DERIVED", "SECONDARY", "AXIAL")
                .putString(Tag.PATIENT_NAME, "Simulated^Interop")
                .putString(Tag.PATIENT_ID, "INTEROP")
                .putString(Tag.PATIENT_BIRTH_DATE, "")
                .putString(Tag.PATIENT_SEX, "O")
                .putIntegers(Tag.SERIES_NUMBER, 1)
                .putIntegers(Tag.INSTANCE_NUMBER, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putIntegers(Tag.ROWS, SIZE)
                .putIntegers(Tag.COLUMNS, SIZE)
                .putIntegers(Tag.BITS_ALLOCATED, allocated)
                .putIntegers(Tag.BITS_STORED, bitsStored)
                .putIntegers(Tag.HIGH_BIT, bitsStored - 1)
                .putIntegers(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
        byte[] pixels = PixelWriter.pack(stored, PixelFormat.of(dataSet));
        dataSet.putBytes(Tag.PIXEL_DATA, allocated == 8 ? VR.OB : VR.OW, pixels);
        Part10.write(file, dataSet, org.afterimage.dicom.io.TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    private static NativeImage of(String name, int bits, boolean signed, int[] source, IntUnaryOperator scale) {
        int highest = (1 << bits) - 1;
        int[] stored = new int[source.length];
        for (int i = 0; i < stored.length; i++) {
            int value = Math.max(0, Math.min(highest, scale.applyAsInt(source[i])));
            stored[i] = signed ? value - (1 << (bits - 1)) : value;
        }
        return new NativeImage(name, bits, signed, stored);
    }

    /** The upper left part of a fixture's first frame. */
    private static int[] fixture(String path, int size) throws IOException {
        var object = Part10.read(FIXTURES.resolve(path), Limits.defaults());
        int columns = PixelFormat.of(object.dataSet()).columns();
        int[] whole = PixelReader.frame(object, 0);
        int first = (columns - size) / 2;
        int[] part = new int[size * size];
        for (int row = 0; row < size; row++) {
            System.arraycopy(whole, (row + first) * columns + first, part, row * size, size);
        }
        return part;
    }

    private static String uid(String of) {
        try {
            byte[] text = ("interop " + of).getBytes(StandardCharsets.UTF_8);
            return Uid.fromHash(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
