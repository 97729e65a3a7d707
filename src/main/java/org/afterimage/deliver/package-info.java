/**
 * Out to a destination: derived files by C-STORE with its answer for each, the question whether it keeps them (storage commitment or C-FIND),
 * and the one whether it is there at all (C-ECHO). Files and a remote come in, answers go out; what follows from them is the business of the
 * room work. It calls node and dicom.*.
 */
package org.afterimage.deliver;
