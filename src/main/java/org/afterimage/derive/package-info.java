/**
 * Derived DICOM objects: synthetic pixels with the tags that say truthfully what they are, who made them and from what. In come source
 * series, what was synthesised from them, the model and the verdict of the checks; out goes a derived series whose UIDs depend on these
 * inputs alone. This room calls model, synthesize, check, dicom.data, dicom.io and dicom.pixel.
 */
package org.afterimage.derive;
