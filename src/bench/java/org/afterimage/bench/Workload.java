package org.afterimage.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * Simulated instances of one kind, sent from memory: a header made for each, and pixel data that look like noise to anything that would
 * compress them. No pixel data are made twice the same within a few thousand instances.
 *
 * @param name as the table has it
 * @param sopClassUid storage class
 * @param modality Modality
 * @param rows rows of an image
 * @param columns columns of an image
 * @param instances how many a run sends
 */
record Workload(String name, String sopClassUid, String modality, int rows, int columns, int instances) {
    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static final byte[] NOISE = noise(24 << 20);

    /** 512 x 512 pixels of 16 bit: half a megabyte. */
    static Workload ct(int instances) {
        return new Workload("CT 0.5 MB", SopClass.CT_IMAGE, "CT", 512, 512, instances);
    }

    /** 64 x 64 pixels of 16 bit: much the same work for a receiver, with few bytes. */
    static Workload smallCt(int instances) {
        return new Workload("CT 8 KB", SopClass.CT_IMAGE, "CT", 64, 64, instances);
    }

    /** 2000 x 2000 pixels of 16 bit: 8 megabytes. */
    static Workload dx(int instances) {
        return new Workload("DX 8 MB", SopClass.DX_IMAGE_FOR_PRESENTATION, "DX", 2000, 2000, instances);
    }

    /** Bytes of pixel data of one instance. */
    int pixelBytes() {
        return rows * columns * 2;
    }

    /** The encoded data set of an instance. */
    InputStream dataSet(String studyUid, String seriesUid, String instanceUid, int number) throws IOException {
        DataSet header = new DataSet()
                .putString(Tag.SOP_CLASS_UID, sopClassUid)
                .putString(Tag.SOP_INSTANCE_UID, instanceUid)
                .putString(Tag.STUDY_DATE, "20260101")
                .putString(Tag.MODALITY, modality)
                .putString(Tag.STUDY_DESCRIPTION, "Simulated")
                .putString(Tag.PATIENT_NAME, "SIMULATED^INGEST")
                .putString(Tag.PATIENT_ID, "SIM" + Math.floorMod(studyUid.hashCode(), 1_000_000))
                .putString(Tag.STUDY_INSTANCE_UID, studyUid)
                .putString(Tag.SERIES_INSTANCE_UID, seriesUid)
                .putIntegers(Tag.SERIES_NUMBER, 1)
                .putIntegers(Tag.INSTANCE_NUMBER, number)
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        DataSetWriter.write(bytes, header, SYNTAX);
        bytes.write(pixelDataHeader());
        int offset = Math.floorMod(instanceUid.hashCode(), (NOISE.length - pixelBytes()) / 2) * 2;
        return new SequenceInputStream(
                new ByteArrayInputStream(bytes.toByteArray()), new ByteArrayInputStream(NOISE, offset, pixelBytes()));
    }

    private byte[] pixelDataHeader() {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) Tag.group(Tag.PIXEL_DATA))
                .putShort((short) (Tag.PIXEL_DATA & 0xFFFF))
                .put((byte) 'O')
                .put((byte) 'W')
                .putShort((short) 0)
                .putInt(pixelBytes())
                .array();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
