/**
 * Who made what from what: the entities of everything received, decided, made and delivered, in PostgreSQL.
 * Facts come in from every stage, and go out to whoever asks how an image came to be. Around the entities, which call nothing,
 * lie the chain that makes a change of them visible and the story that is told from them. It calls node, dicom.data, dicom.io and dicom.pixel.
 */
package org.afterimage.provenance;
