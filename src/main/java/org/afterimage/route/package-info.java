/**
 * Rules: which series goes to which model and which destination, how soon, and why.
 * A series' header and its sender come in, a decision goes out with a trace: what each clause of each route made of which value.
 * It calls node and dicom.* only.
 */
package org.afterimage.route;
