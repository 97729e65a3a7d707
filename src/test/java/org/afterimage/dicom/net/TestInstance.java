package org.afterimage.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;

/** A CR image whose pixels are noise, and whose patient is plainly invented. */
record TestInstance(String sopInstanceUid, TransferSyntax transferSyntax, byte[] dataSet) {

    static final String SOP_CLASS = SopClass.CR_IMAGE;

    /** Makes one of 16-bit pixels; equal arguments make equal instances. */
    static TestInstance of(int number, int rows, int columns, TransferSyntax transferSyntax) {
        String uid = "2.25.77." + number;
        byte[] pixels = new byte[2 * rows * columns];
        new Random(number).nextBytes(pixels);
        DataSet dataSet = new DataSet()
                .putString(Tag.SOP_CLASS_UID, SOP_CLASS)
                .putString(Tag.SOP_INSTANCE_UID, uid)
                .putString(Tag.STUDY_INSTANCE_UID, "2.25.77")
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.77.0")
                .putString(Tag.MODALITY, "CR")
                .putString(Tag.PATIENT_NAME, "Invented^Patient")
                .putString(Tag.PATIENT_ID, "INV-1")
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, 16)
                .putIntegers(Tag.BITS_STORED, 16)
                .putIntegers(Tag.HIGH_BIT, 15)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0)
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataSetWriter.write(bytes, dataSet, transferSyntax);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return new TestInstance(uid, transferSyntax, bytes.toByteArray());
    }

    InputStream stream() {
        return new ByteArrayInputStream(dataSet);
    }

    Path writeTo(Path folder) throws IOException {
        Path file = folder.resolve(sopInstanceUid + ".dcm");
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, SOP_CLASS, sopInstanceUid, transferSyntax, "").write(dataSet);
        }
        return file;
    }
}
