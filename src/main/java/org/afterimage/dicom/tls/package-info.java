/**
 * TLS for DICOM's transport connection as PS3.15 B.12 asks (BCP 195: RFC 8996 and RFC 9325): whom this node is, whom it trusts, and which
 * versions and cipher suites it speaks. Key and certificate files come in and are followed when they change; engines that make handshakes
 * go out, and clear sentences when a file or a certificate is not taken. It calls no other room.
 */
package org.afterimage.dicom.tls;
