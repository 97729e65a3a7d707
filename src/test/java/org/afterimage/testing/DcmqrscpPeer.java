package org.afterimage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running dcmqrscp of dcmtk with an empty database, called QRSCP, which knows one other application entity. */
public final class DcmqrscpPeer implements AutoCloseable {
    /** The AE title that it knows. */
    public static final String DESTINATION = "DESTINATION";

    private final int port = ProcessPeer.freePort();
    private final ProcessPeer process;

    /**
     * Starts it.
     *
     * @param folder for its database
     * @param destinationPort where DESTINATION listens on loopback
     */
    public DcmqrscpPeer(Path folder, int destinationPort) throws IOException {
        Path database = Files.createTempDirectory(folder, "database");
        Path configuration = Files.writeString(
                folder.resolve("dcmqrscp.cfg"), """
                NetworkTCPPort  = %d
                MaxPDUSize      = 65536
                MaxAssociations = 16
                HostTable BEGIN
                destination = (%s, 127.0.0.1, %d)
                HostTable END
                VendorTable BEGIN
                VendorTable END
                AETable BEGIN
                QRSCP %s RW (200, 1024mb) ANY
                AETable END
                """.formatted(port, DESTINATION, destinationPort, database));
        process =
                ProcessPeer.start(folder, "dcmqrscp", "-v", "-c", configuration).awaitPort(port);
    }

    /** Where it listens on loopback. */
    public int port() {
        return port;
    }

    /** What it has printed so far. */
    public String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
