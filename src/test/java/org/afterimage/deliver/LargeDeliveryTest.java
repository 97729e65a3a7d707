package org.afterimage.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.AssociationObserver;
import org.afterimage.dicom.net.AssociationPolicy;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object that the heap has no room for is sent in the default transfer syntax where a destination takes nothing else. */
@SmallHeap
class LargeDeliveryTest {

    private static final long PIXELS = 300L << 20;

    @TempDir
    private Path folder;

    @Test
    void anObjectLargerThanTheHeapIsSentInTheDefaultTransferSyntax() throws IOException {
        AtomicLong arrived = new AtomicLong();
        Services storing = Services.storing((request, dataSet) -> {
            assertThat(request.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
            arrived.set(dataSet.transferTo(OutputStream.nullOutputStream()));
            return Status.SUCCESS;
        });
        ListenerSettings settings =
                new ListenerSettings(InetAddress.getLoopbackAddress(), 0, 4, 65_536, Timeouts.defaults());
        try (Listener destination =
                new UpperLayerNetwork().serve(settings, new DefaultAlone(), storing, AssociationObserver.NONE)) {
            Path file = largeObject();

            List<DeliveryAnswer> answers = new StoreDelivery(new UpperLayerNetwork(), "AFTERIMAGE", Timeouts.defaults())
                    .send(List.of(file), new RemoteAe("ANY", "127.0.0.1", destination.port()));

            assertThat(answers).allMatch(DeliveryAnswer::isStored, answers.toString());
            assertThat(arrived.get()).isBetween(PIXELS, PIXELS + 1000);
        }
    }

    /** A file whose pixel data is a hole. */
    private Path largeObject() throws IOException {
        DataSet image = new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.CT_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3.4")
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[0]);
        Path file = folder.resolve("large.dcm");
        Part10.write(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        try (RandomAccessFile object = new RandomAccessFile(file.toFile(), "rw")) {
            long length = object.length();
            object.seek(length - Integer.BYTES);
            object.writeInt(Integer.reverseBytes((int) PIXELS));
            object.setLength(length + PIXELS);
        }
        return file;
    }

    private static final class DefaultAlone implements AssociationPolicy {
        @Override
        public Optional<Rejection> check(String called, String calling, InetAddress peer) {
            return Optional.empty();
        }

        @Override
        public boolean acceptsSopClass(String uid) {
            return true;
        }

        @Override
        public Optional<TransferSyntax> choose(String abstractSyntaxUid, List<String> proposed) {
            return proposed.contains(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid())
                    ? Optional.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                    : Optional.empty();
        }
    }
}
