/**
 * Rules: which series goes to which model and which destination, and why.
 * A series' header comes in, a decision with its reason in words goes out. It calls node and dicom.* only.
 */
package org.afterimage.route;
