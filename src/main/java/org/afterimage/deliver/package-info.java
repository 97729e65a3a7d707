/**
 * Out to a destination: derived files by C-STORE or STOW-RS with its answer for each, the question whether it keeps them (storage commitment,
 * C-FIND, QIDO-RS or WADO-RS), and the one whether it is there at all. Files and a remote come in, answers go out; what follows from them is
 * the business of the room work. It calls node and dicom.*.
 */
package org.afterimage.deliver;
