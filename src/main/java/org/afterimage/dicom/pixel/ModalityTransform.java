package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** From stored values to values that mean something, such as Hounsfield units: a rescale or a Modality LUT (PS3.3 C.11.1). */
public sealed interface ModalityTransform permits Rescale, LookupTable {

    /**
     * The transform of an image.
     *
     * @param dataSet its attributes, or those of a frame: {@link FrameAttributes#pixelValueTransformation()}
     * @return its Modality LUT; the rescale where it has none; slope 1 and intercept 0 where it has neither
     * @throws org.afterimage.dicom.io.DicomFormatException when the Modality LUT is damaged
     * @throws IOException when a file that holds the LUT Data can't be read
     */
    static ModalityTransform of(DataSet dataSet) throws IOException {
        Optional<DataSet> lut = dataSet.item(Tag.MODALITY_LUT_SEQUENCE);
        return lut.isPresent() ? LookupTable.of(lut.get()) : Rescale.of(dataSet);
    }

    /** The value that a stored value stands for. */
    double apply(double stored);
}
