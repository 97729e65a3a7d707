package org.afterimage.dicom.net;

import java.io.Serializable;

/**
 * A reference to a SOP instance (PS3.3 10.8, SOP Instance Reference Macro).
 *
 * @param sopClassUid Referenced SOP Class UID
 * @param sopInstanceUid Referenced SOP Instance UID
 */
public record SopReference(String sopClassUid, String sopInstanceUid) implements Serializable {}
