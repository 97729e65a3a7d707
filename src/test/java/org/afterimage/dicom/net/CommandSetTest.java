package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class CommandSetTest {

    @Test
    void aStoreRequestReadsBackAsItWasWritten() throws Exception {
        CStoreRq request = new CStoreRq(65535, SopClass.CR_IMAGE, "1.2.3", "MOVER");
        CommandSet command = CommandSet.decode(request.toCommandSet().encode());
        assertThat(CStoreRq.of(command)).isEqualTo(request);
        assertThat(command.hasDataSet()).isTrue();
    }

    @Test
    void anEchoRequestHasTheBytesOfTheStandard() {
        assertThat(new CEchoRq(1).toCommandSet().encode())
                .startsWith(0, 0, 0, 0, 4, 0, 0, 0, 56, 0, 0, 0)
                .contains("1.2.840.10008.1.1\0".getBytes(StandardCharsets.US_ASCII))
                .endsWith(0, 0, 0, 8, 2, 0, 0, 0, 1, 1)
                .hasSize(12 + 56);
    }

    @Test
    void anErrorCommentIsCutAtSixtyFourCharactersOfAscii() throws Exception {
        Status status = Status.OUT_OF_RESOURCES.withComment("Größe\n" + "x".repeat(100));
        DimseResponse response = DimseResponse.to(new CStoreRq(1, "1.2", "1.3", "").toCommandSet(), status);
        String comment = DimseResponse.of(
                        CommandSet.decode(response.toCommandSet().encode()))
                .status()
                .comment();
        assertThat(comment).hasSize(64).startsWith("Gr??e?xxx");
    }

    @Test
    void anElementLongerThanItsCommandSetIsRefused() {
        byte[] bytes = RawPeer.rawElement(Tag.AFFECTED_SOP_CLASS_UID, 4, (byte) 1, (byte) 2);
        assertThatThrownBy(() -> CommandSet.decode(bytes)).hasMessageContaining("longer than its command set");
    }

    @Test
    void anElementOfAnotherGroupIsRefused() {
        byte[] bytes = RawPeer.rawElement(Tag.SOP_CLASS_UID, 2, (byte) 1, (byte) 2);
        assertThatThrownBy(() -> CommandSet.decode(bytes)).hasMessageContaining("(0008,0016) has no place");
    }

    @Test
    void anEmptyCommandSetIsRefused() {
        assertThatThrownBy(() -> CommandSet.decode(new byte[0])).hasMessageContaining("empty command set");
    }

    @Test
    void anElementOfTwoGigabytesIsRefusedAsSoonAsItsHeaderIsThere() {
        CommandAssembler assembler = new CommandAssembler();
        byte[] header = RawPeer.rawElement(Tag.AFFECTED_SOP_CLASS_UID, 0x7FFF_FFF0);
        assertThatThrownBy(() -> assembler.add(ByteBuffer.wrap(header)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("65536 bytes");
    }

    @Test
    void aCommandSetThatNeverEndsIsRefusedAtItsCap() throws Exception {
        CommandAssembler assembler = new CommandAssembler();
        byte[] element = RawPeer.rawElement(Tag.ERROR_COMMENT, 1016, new byte[1016]);
        for (int i = 0; i < 64; i++) {
            assembler.add(ByteBuffer.wrap(element));
        }
        assertThatThrownBy(() -> assembler.add(ByteBuffer.wrap(element))).hasMessageContaining("65536 bytes");
    }
}
