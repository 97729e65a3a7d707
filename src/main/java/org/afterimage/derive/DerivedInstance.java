package org.afterimage.derive;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.synthesize.SourceInstance;

/**
 * One derived instance, ready to be written.
 *
 * @param sopClassUid the source's own SOP class
 * @param sopInstanceUid the same whenever it is derived again
 * @param dataSet all attributes, pixel data included
 * @param transferSyntax what the pixel data is encoded for
 * @param sources the images that it was made from; the first is the one whose place it has, or its first frame has
 */
public record DerivedInstance(
        String sopClassUid,
        String sopInstanceUid,
        DataSet dataSet,
        TransferSyntax transferSyntax,
        List<SourceInstance> sources) {

    public DerivedInstance {
        sources = List.copyOf(sources);
    }

    /** The instance whose place it has. */
    public SourceInstance source() {
        return sources.get(0);
    }

    /**
     * The same instance with its pixels, unchanged, in another encoding. Nothing is lost, so Lossy Image Compression (0028,2110)
     * stays as it is (PS3.3 C.7.6.1.1.5).
     *
     * @throws IllegalArgumentException if this node does not write that transfer syntax
     */
    public DerivedInstance encodedAs(TransferSyntax syntax) throws IOException {
        if (syntax.equals(transferSyntax)) {
            return this;
        }
        FrameReader frames = new FrameReader(new DicomObject(new DataSet(), transferSyntax, dataSet));
        DataSet encoded = dataSet.shallowCopy().put(PixelWriter.element(frames::stored, frames.format(), syntax));
        return new DerivedInstance(sopClassUid, sopInstanceUid, encoded, syntax, sources);
    }
}
