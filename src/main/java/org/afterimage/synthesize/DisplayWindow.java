package org.afterimage.synthesize;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.VoiTransform;

/** From stored values to brightness between 0 and 1. */
final class DisplayWindow {

    private final int lowest;
    private final float[] brightness;

    private DisplayWindow(int lowest, float[] brightness) {
        this.lowest = lowest;
        this.brightness = brightness;
    }

    /** An image's first VOI LUT or window behind its modality transform (PS3.3 C.11.1 and C.11.2), or the grey range where it has none. */
    static DisplayWindow of(DataSet image, PixelFormat format, GreyRange range) throws IOException {
        Optional<VoiTransform> voi = VoiTransform.of(image);
        if (voi.isPresent()) {
            return of(voi.get(), ModalityTransform.of(image), format);
        }
        return of(format, stored -> (stored - range.zero()) / range.unit());
    }

    /** A window or VOI LUT behind a modality transform. */
    static DisplayWindow of(VoiTransform voi, ModalityTransform modality, PixelFormat format) {
        return of(format, stored -> {
            double grey = voi.grey(modality.apply(stored));
            return format.monochrome1() ? 1 - grey : grey;
        });
    }

    private static DisplayWindow of(PixelFormat format, IntToDoubleFunction shown) {
        float[] brightness = new float[format.maximum() - format.minimum() + 1];
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = (float) Math.min(1, Math.max(0, shown.applyAsDouble(format.minimum() + i)));
        }
        return new DisplayWindow(format.minimum(), brightness);
    }

    /** Brightness of each stored value, 0 black to 1 white. */
    Plane show(int[] stored, int rows, int columns) {
        float[] shown = new float[stored.length];
        for (int i = 0; i < stored.length; i++) {
            shown[i] = brightness[stored[i] - lowest];
        }
        return new Plane(shown, rows, columns);
    }
}
