/**
 * What stands before and behind a synthesis: is a series inside a model's declared domain, and is a result plausible. In come source
 * series, manifests, synthetic instances and checking networks; out go violations and verdicts, each with a sentence for an administrator.
 * This room calls synthesize, infer, model, dicom.data, dicom.io and dicom.pixel, and changes nothing.
 */
package org.afterimage.check;
