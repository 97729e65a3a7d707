/**
 * DICOM data sets in memory: value representations, tags, the data dictionary, character sets, UIDs and SOP classes (PS3.5, PS3.6).
 * Values come in and go out as the bytes they were received as; decoding happens when somebody asks, and changes nothing.
 * This room calls no other room of the node.
 */
package org.afterimage.dicom.data;
