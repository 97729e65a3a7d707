/**
 * Acceptance of a model on a site's own data. In come a model package and pairs of acquired series and the truth; the series go through
 * the node's own pipeline, and out go figures, features, a verdict against the package's thresholds and a report. This room calls model,
 * infer, synthesize, check, derive, work, provenance and dicom.*, and none calls it but the command line.
 */
package org.afterimage.evaluate;
