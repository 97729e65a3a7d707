/**
 * Who made what from what: the entities of everything received, decided, made and delivered, in PostgreSQL.
 * Facts come in from every stage, and go out to whoever asks how an image came to be. It calls no other room.
 */
package org.afterimage.provenance;
