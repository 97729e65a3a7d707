package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.ProcessPeer;

/** A running dcmqrscp of dcmtk with an empty database, which knows one other application entity, named DESTINATION. */
final class Dcmqrscp implements AutoCloseable {

    static final String DESTINATION = "DESTINATION";

    private final int port = ProcessPeer.freePort();
    private final ProcessPeer process;

    /**
     * Starts it.
     *
     * @param folder for its database
     * @param destinationPort where DESTINATION listens
     */
    Dcmqrscp(Path folder, int destinationPort) throws IOException {
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

    RemoteAe remote() {
        return new RemoteAe("QRSCP", "127.0.0.1", port);
    }

    /** Stores instances in it. */
    void store(List<TestInstance> instances) throws IOException {
        List<ProposedContext> contexts =
                List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
        try (StoreSession session = new UpperLayerNetwork().openStore("TESTER", remote(), contexts, TestNode.PATIENT)) {
            for (TestInstance instance : instances) {
                Status status = session.store(
                        TestInstance.SOP_CLASS,
                        instance.sopInstanceUid(),
                        instance.transferSyntax(),
                        instance.stream());
                if (!status.isSuccess()) {
                    throw new AssertionError("dcmqrscp answered " + status + "\n" + output());
                }
            }
        }
    }

    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
