package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a PDU, a command set, or a protocol violation with words for it; what was read can be written and read again. */
class PduFuzzTest {

    /** The first byte chooses the type of the PDU. */
    @MethodSource("bodies")
    @FuzzTest
    void anyPduBody(byte[] bytes) throws ProtocolViolationException {
        if (bytes.length == 0) {
            return;
        }
        PduType[] types = PduType.values();
        PduType type = types[Byte.toUnsignedInt(bytes[0]) % types.length];
        if (type != PduType.A_ASSOCIATE_RQ && type != PduType.A_ASSOCIATE_AC && type != PduType.P_DATA_TF) {
            bytes = Arrays.copyOf(bytes, 5); // as the reader has seen to
        }
        Pdu read;
        try {
            read = PduDecoder.decode(
                    type, ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice());
        } catch (ProtocolViolationException refused) {
            assertThat(refused.getMessage()).startsWith("sent ");
            return;
        }
        assertThat(read.type()).isEqualTo(type);
        byte[] written = PduEncoder.encode(read);
        ByteBuffer body = ByteBuffer.wrap(written, Pdu.HEADER_LENGTH, written.length - Pdu.HEADER_LENGTH);
        assertThat(PduDecoder.decode(type, body.slice())).isEqualTo(read);
    }

    /** The first byte chooses how long the fragments are. */
    @MethodSource("commands")
    @FuzzTest
    void anyCommandSet(byte[] bytes) throws ProtocolViolationException {
        if (bytes.length == 0) {
            return;
        }
        CommandSet command;
        try {
            command = assemble(Arrays.copyOfRange(bytes, 1, bytes.length), 1 + Byte.toUnsignedInt(bytes[0]));
        } catch (ProtocolViolationException refused) {
            assertThat(refused.getMessage()).startsWith("sent ").doesNotContain("\n");
            return;
        }
        CStoreRq store = CStoreRq.of(command);
        assertThat(store.sopInstanceUid()).doesNotContain("\0", "\n");
        try {
            DimseResponse.of(command);
        } catch (ProtocolViolationException isNone) {
            assertThat(isNone.getMessage()).startsWith("sent ");
        }
        byte[] written = command.encode();
        assertThat(CommandSet.decode(written).encode()).isEqualTo(written);
        assertThat(CStoreRq.of(CommandSet.decode(written))).isEqualTo(store);
    }

    static Stream<byte[]> bodies() {
        return Stream.of(
                        RawPeer.request("CALLED", "CALLING"),
                        new AAssociateAc(
                                1,
                                "CALLED",
                                "CALLING",
                                AAssociateRq.DICOM_APPLICATION_CONTEXT,
                                List.of(new PresentationContextAc(1, 0, "1.2.840.10008.1.2")),
                                RawPeer.request("A", "B").userInformation()),
                        new PDataTf(
                                List.of(new PresentationDataValue(1, true, true, ByteBuffer.wrap(new byte[] {1, 2})))),
                        AAbort.BY_USER)
                .map(PduFuzzTest::chosen);
    }

    static Stream<byte[]> commands() {
        return Stream.of(
                        new CStoreRq(1, SopClass.CR_IMAGE, "1.2.3", "MOVER").toCommandSet(),
                        new CEchoRq(7).toCommandSet())
                .map(command -> {
                    byte[] encoded = command.encode();
                    byte[] input = new byte[encoded.length + 1];
                    input[0] = 20;
                    System.arraycopy(encoded, 0, input, 1, encoded.length);
                    return input;
                });
    }

    private static byte[] chosen(Pdu pdu) {
        byte[] encoded = PduEncoder.encode(pdu);
        byte[] input = Arrays.copyOfRange(encoded, Pdu.HEADER_LENGTH - 1, encoded.length);
        input[0] = (byte) Arrays.asList(PduType.values()).indexOf(pdu.type());
        return input;
    }

    private static CommandSet assemble(byte[] bytes, int fragment) throws ProtocolViolationException {
        CommandAssembler assembler = new CommandAssembler();
        for (int at = 0; at < bytes.length; at += fragment) {
            assembler.add(ByteBuffer.wrap(bytes, at, Math.min(fragment, bytes.length - at)));
        }
        return assembler.finish();
    }
}
