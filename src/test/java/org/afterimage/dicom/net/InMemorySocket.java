package org.afterimage.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A socket whose peer has sent all that it will ever send and hung up, and takes all that is sent to it. */
final class InMemorySocket extends Socket {

    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    InMemorySocket(byte[] sent) {
        this.in = new ByteArrayInputStream(sent);
    }

    /** What was sent to the peer so far. */
    byte[] taken() {
        return out.toByteArray();
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Nothing is delayed here.
    }

    @Override
    public void setSoTimeout(int timeout) {
        // Nothing is waited for here.
    }

    @Override
    public void shutdownOutput() {
        // The peer hung up.
    }
}
