package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;

/** What lies between the PDUs and the wire: nothing, or TLS (PS3.8 9.1.1, PS3.15 B.12). See {@link Connection}. */
interface TransportSecurity {

    /** Agrees with the peer, by a deadline. */
    void handshake(Deadline deadline) throws IOException;

    /** Reads at least one byte into a buffer of any kind; -1 when the peer sends no more. */
    int read(ByteBuffer into, Deadline deadline) throws IOException;

    /** Says whether a read would not wait. */
    boolean hasInput() throws IOException;

    /** Writes all of it. */
    void write(byte[] buffer, int offset, int length) throws IOException;

    /** Tells the peer that nothing more will come, where the security has words for that. */
    void endOutput() throws IOException;

    /** Returns what the peer has proved to own. */
    List<X509Certificate> peerCertificates();

    /** No security: the bytes go as they are. */
    record None(Wire wire) implements TransportSecurity {
        @Override
        public void handshake(Deadline deadline) {
            // Nothing to agree on.
        }

        @Override
        public int read(ByteBuffer into, Deadline deadline) throws IOException {
            return wire.read(into, deadline);
        }

        @Override
        public boolean hasInput() throws IOException {
            return wire.hasInput();
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            wire.write(buffer, offset, length, Deadline.in(wire.writeTimeout()));
        }

        @Override
        public void endOutput() {
            // TCP says it when the connection is closed.
        }

        @Override
        public List<X509Certificate> peerCertificates() {
            return List.of();
        }
    }
}
