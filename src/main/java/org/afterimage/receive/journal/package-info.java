/**
 * A write-ahead journal of received instances: bytes go to one file in the order in which they come, one sync makes all that came meanwhile
 * durable, and files and rows are made of them afterwards (Mohan et al., ARIES, ACM TODS 17(1), 1992, for the principle). Knows nothing of
 * DICOM.
 */
package org.afterimage.receive.journal;
