package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PduCodingTest {

    private static final UserInformation USER = new UserInformation(
            16384,
            "1.2.3.4",
            "VERSION_1",
            new AsynchronousOperationsWindow(5, 6),
            List.of(new RoleSelection("1.2.840.10008.1.1", true, false)));

    @Test
    void anAssociateRequestReadsBackAsItWasWritten() throws Exception {
        AAssociateRq request = new AAssociateRq(
                1,
                "CALLED",
                "CALLING",
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                List.of(
                        new PresentationContextRq(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")),
                        new PresentationContextRq(255, "1.2.3", List.of("1.2.840.10008.1.2.1", "1.2.840.10008.1.2"))),
                USER);
        assertThat(decode(PduEncoder.encode(request))).isEqualTo(request);
    }

    @Test
    void theOtherPdusReadBackAsTheyWereWritten() throws Exception {
        AAssociateAc answer = new AAssociateAc(
                1,
                "CALLED",
                "CALLING",
                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                List.of(new PresentationContextAc(1, 0, "1.2.840.10008.1.2"), new PresentationContextAc(3, 4, "1.2")),
                USER);
        PDataTf data = new PDataTf(List.of(
                new PresentationDataValue(1, true, true, ByteBuffer.wrap(new byte[] {1, 2})),
                new PresentationDataValue(1, false, false, ByteBuffer.wrap(new byte[] {3, 4, 5, 6}))));
        List<Pdu> pdus = List.of(
                answer,
                new AAssociateRj(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED),
                data,
                new AReleaseRq(),
                new AReleaseRp(),
                AAbort.UNEXPECTED_PDU);
        for (Pdu pdu : pdus) {
            assertThat(decode(PduEncoder.encode(pdu))).isEqualTo(pdu);
        }
    }

    @Test
    void aRejectionHasTheBytesOfTheStandard() {
        assertThat(PduEncoder.encode(new AAssociateRj(Rejection.LOCAL_LIMIT_EXCEEDED)))
                .containsExactly(3, 0, 0, 0, 0, 4, 0, 2, 3, 2);
    }

    @Test
    void anAeTitleLiesAtItsOffsetPaddedBySpaces() {
        byte[] pdu = PduEncoder.encode(RawPeer.request("A", "SIXTEEN_LETTERS_"));
        assertThat(new String(pdu, 10, 32, StandardCharsets.US_ASCII)).isEqualTo("A               SIXTEEN_LETTERS_");
    }

    @Test
    void unknownItemsAreSkipped() throws Exception {
        AAssociateRq request = RawPeer.request("CALLED", "CALLING");
        byte[] known = PduEncoder.encode(request);
        byte[] withMore = Arrays.copyOf(known, known.length + 7);
        System.arraycopy(new byte[] {(byte) 0xEE, 0, 0, 3, 9, 9, 9}, 0, withMore, known.length, 7);
        assertThat(decode(withMore)).isEqualTo(request);
    }

    @Test
    void anItemLongerThanItsPduIsRefused() {
        byte[] pdu = PduEncoder.encode(RawPeer.request("CALLED", "CALLING"));
        ByteBuffer.wrap(pdu).putShort(6 + 68 + 2, (short) 0x7FFF);
        assertThatThrownBy(() -> decode(pdu))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("longer than itself");
    }

    @Test
    void everyTruncationOfAnAssociateRequestIsRefusedOrStillARequest() {
        byte[] pdu = PduEncoder.encode(RawPeer.request("CALLED", "CALLING"));
        int refused = 0;
        for (int length = Pdu.HEADER_LENGTH; length < pdu.length; length++) {
            try {
                assertThat(decode(Arrays.copyOf(pdu, length))).isInstanceOf(AAssociateRq.class);
            } catch (ProtocolViolationException e) {
                refused++;
            }
        }
        // What remains whole are the cuts between two items.
        assertThat(refused).isGreaterThan(pdu.length - Pdu.HEADER_LENGTH - 10);
    }

    @Test
    void aContextIdThatIsEvenOrUsedTwiceIsRefused() {
        for (List<Integer> ids : List.of(List.of(2), List.of(3, 3))) {
            AAssociateRq request = new AAssociateRq(
                    1,
                    "A",
                    "B",
                    AAssociateRq.DICOM_APPLICATION_CONTEXT,
                    ids.stream()
                            .map(id -> new PresentationContextRq(id, "1.2", List.of("1.2")))
                            .toList(),
                    USER);
            assertThatThrownBy(() -> decode(PduEncoder.encode(request))).hasMessageContaining("even or not unique");
        }
    }

    @Test
    void aPduFullOfEmptyFragmentsIsRefused() {
        PresentationDataValue empty = new PresentationDataValue(1, false, false, ByteBuffer.allocate(0));
        PDataTf data = new PDataTf(Collections.nCopies(1025, empty));
        assertThatThrownBy(() -> decode(PduEncoder.encode(data))).hasMessageContaining("more than 1024 fragments");
    }

    private static Pdu decode(byte[] pdu) throws ProtocolViolationException {
        ByteBuffer body = ByteBuffer.wrap(pdu, Pdu.HEADER_LENGTH, pdu.length - Pdu.HEADER_LENGTH);
        return PduDecoder.decode(PduType.of(pdu[0]).orElseThrow(), body.slice());
    }
}
