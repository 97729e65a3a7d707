package org.afterimage.dicom.pixel;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** From values that mean something to the grey levels of a display: a VOI LUT or a window (PS3.3 C.11.2). */
public sealed interface VoiTransform permits Window, LookupTable {

    /**
     * The first transform of an image. Where it offers both, the VOI LUT is taken: its makers bothered to draw a curve.
     *
     * @param dataSet its attributes, or those of a frame: {@link FrameAttributes#voiLut()}
     * @return empty when it has neither
     * @throws org.afterimage.dicom.io.DicomFormatException when the VOI LUT is damaged
     * @throws IOException when a file that holds the LUT Data can't be read
     */
    static Optional<VoiTransform> of(DataSet dataSet) throws IOException {
        Optional<DataSet> lut = dataSet.item(Tag.VOI_LUT_SEQUENCE);
        return lut.isPresent()
                ? Optional.of(LookupTable.of(lut.get()))
                : Window.of(dataSet).map(window -> window);
    }

    /** The grey level of a value after the modality transform, from 0 (black) to 1 (white). */
    double grey(double value);
}
