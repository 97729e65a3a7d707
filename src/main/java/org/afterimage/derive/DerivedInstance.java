package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.synthesize.SourceInstance;

/**
 * One derived instance, ready to be written in Explicit VR Little Endian.
 *
 * @param sopClassUid the source's own SOP class
 * @param sopInstanceUid the same whenever it is derived again
 * @param dataSet all attributes, pixel data included
 * @param source the instance that it was made from
 */
public record DerivedInstance(String sopClassUid, String sopInstanceUid, DataSet dataSet, SourceInstance source) {}
