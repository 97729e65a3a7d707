package org.afterimage.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DataSetReader;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;

/** The short data sets that accompany queries, retrievals and normalised operations (PS3.7 6.3.2), as bytes and back. */
final class DataSets {

    private DataSets() {}

    /** Encodes a data set as a presentation context has it. */
    static InputStream encode(DataSet dataSet, NegotiatedContext context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataSetWriter.write(bytes, dataSet, context.transferSyntax());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /**
     * Reads the data set of a message to its end.
     *
     * @throws DicomFormatException when it is malformed or goes beyond the limits
     * @throws IOException what ended the association, as it was
     */
    static DataSet read(Message message, NegotiatedContext context, Limits limits) throws IOException {
        try {
            return new DataSetReader(message.dataSet(), context.transferSyntax(), limits).read();
        } catch (AssociationAbortedException e) {
            message.dataSet().rethrowFailure();
            throw e;
        }
    }
}
