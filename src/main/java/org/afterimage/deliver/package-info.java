/**
 * C-STORE out: derived files to a destination, and its answer for each.
 * Files and a remote come in, answers go out; retrying is the business of the room work. It calls node and dicom.*.
 */
package org.afterimage.deliver;
