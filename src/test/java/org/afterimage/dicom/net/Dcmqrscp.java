package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.DcmqrscpPeer;

/** dcmtk's archive, with instances in it. */
final class Dcmqrscp implements AutoCloseable {

    static final String DESTINATION = DcmqrscpPeer.DESTINATION;

    private final DcmqrscpPeer peer;

    Dcmqrscp(Path folder, int destinationPort) throws IOException {
        peer = new DcmqrscpPeer(folder, destinationPort);
    }

    RemoteAe remote() {
        return new RemoteAe("QRSCP", "127.0.0.1", peer.port());
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
        return peer.output();
    }

    @Override
    public void close() {
        peer.close();
    }
}
