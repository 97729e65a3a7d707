/**
 * What is measured of a result against its source, on pixels alone, whatever network made it: structure that the source does not explain,
 * correlation over spatial frequencies, shifts, grids, grain, values. In come planes in one unit, out go numbers; bounds and verdicts are
 * the room check's. This room calls synthesize for its planes and no other.
 */
package org.afterimage.check.measure;
