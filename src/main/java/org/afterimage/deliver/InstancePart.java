package org.afterimage.deliver;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.EncodedDataSet;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelWriter;

/**
 * A derived instance as a part of a STOW-RS request.
 *
 * @param file on disk
 * @param sopInstanceUid the instance
 * @param syntax in which it goes
 * @param length bytes that go
 */
record InstancePart(Path file, String sopInstanceUid, TransferSyntax syntax, long length)
        implements MultipartBody.Part {
    /** The default of PS3.18 8.7.3.2, which every origin server takes. */
    private static final TransferSyntax PLAIN = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    /** A file as it is. */
    static InstancePart of(Path file) throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            return new InstancePart(file, stream.sopInstanceUid(), stream.transferSyntax(), Files.size(file));
        }
    }

    /** Whether there is a plainer form that a server may take that does not take this one. */
    boolean isCompressed() {
        return syntax.encapsulated();
    }

    /** The same without compression; it is made once to know its length, and once more when it goes. */
    InstancePart uncompressed() throws IOException {
        InstancePart plain = new InstancePart(file, sopInstanceUid, PLAIN, 0);
        try (InputStream bytes = plain.open()) {
            return new InstancePart(file, sopInstanceUid, PLAIN, bytes.transferTo(OutputStream.nullOutputStream()));
        }
    }

    @Override
    public InputStream open() throws IOException {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            if (stream.transferSyntax().equals(syntax)) {
                return new BufferedInputStream(Files.newInputStream(file));
            }
        }
        DicomObject object = Part10.read(file, Limits.defaults());
        DataSet dataSet = PixelWriter.uncompressed(object);
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        Part10.begin(meta, object.sopClassUid(), object.sopInstanceUid(), PLAIN, "");
        return new SequenceInputStream(
                new ByteArrayInputStream(meta.toByteArray()), new EncodedDataSet(dataSet, PLAIN));
    }
}
