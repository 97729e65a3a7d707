package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.pixel.PixelSpacing;
import org.afterimage.evaluate.image.LesionContrast;
import org.afterimage.evaluate.image.LesionMask;

/** The lesions of one case that can be seen in the truth. */
final class CaseLesions {

    private CaseLesions() {}

    static List<Lesion> of(CaseImages images, Reading reading, Yardstick yardstick) {
        if (images.lesions().isEmpty()) {
            return List.of();
        }
        LesionMask mask = images.lesions().get();
        LesionContrast contrast =
                new LesionContrast(mask, images.surroundings(), images.region().orElse(images.image()));
        List<Lesion> found = new ArrayList<>();
        for (int label : mask.lesions()) {
            Optional<LesionContrast.Place> place = contrast.place(label);
            if (place.isEmpty()) {
                continue;
            }
            double trueContrast = place.get().contrast(reading.truth());
            if (Math.abs(trueContrast) > yardstick.visibleContrast() * reading.dataRange()) {
                found.add(new Lesion(
                        label,
                        diameter(place.get().largestAreaPixels(), images.spacing()),
                        trueContrast,
                        place.get().contrast(reading.output())));
            }
        }
        return found;
    }

    private static double diameter(int pixels, Optional<PixelSpacing> spacing) {
        return spacing.map(mm -> 2 * Math.sqrt(pixels * mm.row() * mm.column() / Math.PI))
                .orElse(Double.NaN);
    }
}
