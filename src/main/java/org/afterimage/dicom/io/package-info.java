/**
 * Data sets in streams and files: transfer syntaxes, DICOM Part 10 files, and the limits that keep bad input from harming the node
 * (PS3.5, PS3.10). Bytes come in and data sets go out, or the other way round; every fault of the input is a DicomFormatException.
 * This room calls dicom.data.
 */
package org.afterimage.dicom.io;
