package org.afterimage.synthesize;

import org.afterimage.dicom.pixel.Rescale;

/**
 * How the kernel of one CT slice was harmonised.
 *
 * @param rescale from stored values to Hounsfield units, the same for source and result
 * @param outsideHu Hounsfield units that padding counts as
 * @param notFinite how many values of the network's answer are not a number
 * @param constant whether the answer is the same everywhere although the slice is not
 * @param clipped how many pixels were beyond the Hounsfield units or stored values that there can be
 */
public record KernelEvidence(Rescale rescale, double outsideHu, long notFinite, boolean constant, long clipped)
        implements Evidence {}
