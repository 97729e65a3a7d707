package org.afterimage.model;

import java.util.List;

/**
 * The model's declared domain; a series outside it is skipped with a reason. An empty list, {@link Range#ANY} and the widest number ask
 * nothing. Every image must meet all that is asked.
 *
 * @param modality values of Modality (0008,0060)
 * @param sopClass SOP Class UIDs
 * @param bodyPart values of Body Part Examined (0018,0015)
 * @param viewPosition values of View Position (0018,5101)
 * @param imageType values of which Image Type (0008,0008) must have one
 * @param rescaleType values of Rescale Type (0028,1054); an image without one passes
 * @param convolutionKernel first values of Convolution Kernel (0018,1210), without regard to case
 * @param contrastAgent whether Contrast/Bolus Agent (0018,0010) may be filled
 * @param pixelSpacingMm both values of Pixel Spacing (0028,0030)
 * @param sliceThicknessMm Slice Thickness (0018,0050)
 * @param sliceSpacingMm distance of neighbouring slice centres along the normal
 * @param maximumTiltDegrees largest angle between the slices' normal and the long axis of the patient; 90 for any
 * @param minimumSlices least number of slices
 * @param minimumMatrix least number of rows and of columns
 * @param maximumMatrix most rows and most columns
 * @param minimumAgeYears least age of the patient in years
 */
public record Accepts(
        List<String> modality,
        List<String> sopClass,
        List<String> bodyPart,
        List<String> viewPosition,
        List<String> imageType,
        List<String> rescaleType,
        List<String> convolutionKernel,
        boolean contrastAgent,
        Range pixelSpacingMm,
        Range sliceThicknessMm,
        Range sliceSpacingMm,
        double maximumTiltDegrees,
        int minimumSlices,
        int minimumMatrix,
        int maximumMatrix,
        int minimumAgeYears) {

    public Accepts {
        modality = List.copyOf(modality);
        sopClass = List.copyOf(sopClass);
        bodyPart = List.copyOf(bodyPart);
        viewPosition = List.copyOf(viewPosition);
        imageType = List.copyOf(imageType);
        rescaleType = List.copyOf(rescaleType);
        convolutionKernel = List.copyOf(convolutionKernel);
    }
}
