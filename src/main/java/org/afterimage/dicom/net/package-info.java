/**
 * The network side of DICOM: the upper layer of PS3.8 with its PDUs and associations, and the DIMSE services C-ECHO and
 * C-STORE of PS3.7, as acceptor and as requestor. Associations and data set streams come in and statuses go out through
 * {@link org.afterimage.dicom.net.DicomNetwork}, so that nothing above this room sees a PDU or a socket. It may call
 * dicom.data and dicom.io.
 */
package org.afterimage.dicom.net;
