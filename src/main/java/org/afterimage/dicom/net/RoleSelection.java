package org.afterimage.dicom.net;

/**
 * The SCP/SCU role selection sub-item (PS3.7 D.3.3.4).
 *
 * @param sopClassUid the SOP class of the roles
 * @param scu in a request: the requestor would be an SCU; in an answer: it may
 * @param scp in a request: the requestor would be an SCP; in an answer: it may
 */
record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
