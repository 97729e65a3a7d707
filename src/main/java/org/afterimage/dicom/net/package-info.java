/**
 * The network side of DICOM: the upper layer of PS3.8 with its PDUs and associations, and the DIMSE services of PS3.7:
 * C-ECHO, C-STORE and storage commitment (N-ACTION, N-EVENT-REPORT) as acceptor and as requestor, C-FIND, C-MOVE and
 * C-GET as requestor. Associations, queries and data set streams come in and statuses go out through
 * {@link org.afterimage.dicom.net.DicomNetwork}, so that nothing above this room sees a PDU or a socket. It may call
 * dicom.data, dicom.io and dicom.tls.
 */
package org.afterimage.dicom.net;
