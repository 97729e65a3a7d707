package org.afterimage.receive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.StoreRequest;

/** Small simulated CT instances and how they come. */
final class TestInstances {
    static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private TestInstances() {}

    static DataSet dataSet(String study, String series, String instance, byte[] pixels) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, instance)
                .putString(Tag.MODALITY, "CT")
                .putString(Tag.STUDY_DESCRIPTION, "Simulated")
                .putString(Tag.PATIENT_NAME, "SIMULATED^RECEIVE")
                .putString(Tag.PATIENT_ID, "SIM1")
                .putString(Tag.STUDY_INSTANCE_UID, study)
                .putString(Tag.SERIES_INSTANCE_UID, series)
                .putIntegers(Tag.SERIES_NUMBER, 3)
                .putIntegers(Tag.INSTANCE_NUMBER, 7)
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
    }

    static byte[] encoded(DataSet dataSet) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataSetWriter.write(bytes, dataSet, SYNTAX);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StoreRequest request(String instance) {
        return request(instance, 1);
    }

    static StoreRequest request(String instance, long association) {
        return new StoreRequest(
                association,
                "SENDER",
                "AFTERIMAGE",
                InetAddress.getLoopbackAddress(),
                SopClass.CT_IMAGE,
                instance,
                SYNTAX,
                1,
                "");
    }

    static IndexedFile received(String study, String series, String instance, String content) {
        ReceivedInstance received = new ReceivedInstance(
                request(instance),
                IndexedHeader.of(dataSet(study, series, instance, new byte[2])),
                "instances/20260101/1200/" + instance + "-" + content + ".dcm",
                1000,
                300,
                Instant.parse("2026-01-01T12:00:00.250Z"),
                1.5);
        return new IndexedFile(received, sha256(content.getBytes(StandardCharsets.UTF_8)));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
