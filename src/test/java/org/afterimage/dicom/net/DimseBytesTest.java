package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;

/** Command sets byte by byte, as the tables of PS3.7 9.3 and 10.3 and Annex E have them. */
class DimseBytesTest {

    /** "1.9" padded by a NUL. */
    private static final String UID = "04000000 312e3900";

    @Test
    void aFindRequest() {
        assertEncoding(
                new CFindRq(0x0102, "1.9").toCommandSet(),
                "00000200" + UID,
                us("0001", "2000"),
                us("1001", "0201"),
                us("0007", "0000"),
                us("0008", "0000"));
    }

    @Test
    void aMoveRequest() {
        assertEncoding(
                new CMoveRq(3, "1.9", "DEST1").toCommandSet(),
                "00000200" + UID,
                us("0001", "2100"),
                us("1001", "0300"),
                "00000006 06000000 444553543120",
                us("0007", "0000"),
                us("0008", "0000"));
    }

    @Test
    void aGetRequest() {
        assertEncoding(
                new CGetRq(3, "1.9").toCommandSet(),
                "00000200" + UID,
                us("0001", "1000"),
                us("1001", "0300"),
                us("0007", "0000"),
                us("0008", "0000"));
    }

    @Test
    void aCancelRequest() {
        assertEncoding(new CCancelRq(3).toCommandSet(), us("0001", "ff0f"), us("2001", "0300"), us("0008", "0101"));
    }

    @Test
    void anActionRequest() throws Exception {
        NActionRq request = new NActionRq(3, "1.9", "1.8", 1);
        assertEncoding(
                request.toCommandSet(),
                "00000300" + UID,
                us("0001", "3001"),
                us("1001", "0300"),
                us("0008", "0000"),
                "00000110 04000000 312e3800",
                us("0810", "0100"));
        assertThat(NActionRq.of(CommandSet.decode(request.toCommandSet().encode())))
                .isEqualTo(request);
    }

    @Test
    void theResponseToAnActionNamesWhatWasAffected() {
        DimseResponse response = DimseResponse.to(
                new NActionRq(3, "1.9", "1.8", 1).toCommandSet(), Status.NO_SUCH_ACTION.withComment("No."));
        assertEncoding(
                response.toCommandSet(),
                "00000200" + UID,
                us("0001", "3081"),
                us("2001", "0300"),
                us("0008", "0101"),
                us("0009", "2301"),
                "00000209 04000000 4e6f2e20",
                "00000010 04000000 312e3800");
    }

    @Test
    void anEventReport() throws Exception {
        NEventReportRq request = new NEventReportRq(3, "1.9", "1.8", 2);
        assertEncoding(
                request.toCommandSet(),
                "00000200" + UID,
                us("0001", "0001"),
                us("1001", "0300"),
                us("0008", "0000"),
                "00000010 04000000 312e3800",
                us("0210", "0200"));
        assertThat(NEventReportRq.of(CommandSet.decode(request.toCommandSet().encode())))
                .isEqualTo(request);
    }

    @Test
    void theCountsOfARetrievalAreRead() throws Exception {
        byte[] bytes = HexFormat.of()
                .parseHex(
                        String.join("", us("2010", "0a00"), us("2110", "0b00"), us("2210", "0c00"), us("2310", "0d00"))
                                .replace(" ", ""));
        assertThat(SubOperations.of(CommandSet.decode(bytes))).isEqualTo(new SubOperations(10, 11, 12, 13));
        byte[] one = HexFormat.of().parseHex(us("2110", "0b00").replace(" ", ""));
        assertThat(SubOperations.of(CommandSet.decode(one))).isEqualTo(new SubOperations(-1, 11, -1, -1));
    }

    @Test
    void aStorageCommitmentRequestReadsBack() {
        StorageCommitmentRequest request = new StorageCommitmentRequest(
                "1.2", List.of(new SopReference("1.9", "1.1"), new SopReference("1.8", "1.3")));
        assertThat(StorageCommitmentRequest.of(request.toDataSet())).isEqualTo(request);
        assertThat(request.toDataSet().items(Tag.REFERENCED_SOP_SEQUENCE)).hasSize(2);
    }

    @Test
    void aStorageCommitmentResultReadsBackWithItsReasons() {
        StorageCommitmentResult mixed = new StorageCommitmentResult(
                "1.2",
                List.of(new SopReference("1.9", "1.1")),
                List.of(
                        new StorageCommitmentFailure(
                                new SopReference("1.9", "1.3"), FailureReason.NO_SUCH_OBJECT_INSTANCE),
                        new StorageCommitmentFailure(new SopReference("1.9", "1.4"), new FailureReason(0xC123))));
        assertThat(StorageCommitmentResult.of(mixed.toDataSet())).isEqualTo(mixed);
        assertThat(mixed.eventTypeId()).isEqualTo(2);
        StorageCommitmentResult whole = new StorageCommitmentResult("1.2", mixed.committed(), List.of());
        assertThat(whole.eventTypeId()).isEqualTo(1);
        assertThat(whole.toDataSet().contains(Tag.FAILED_SOP_SEQUENCE)).isFalse();
    }

    @Test
    void everyTransactionUidIsAnother() {
        List<SopReference> one = List.of(new SopReference(SopClass.CR_IMAGE, "1.2"));
        assertThat(StorageCommitmentRequest.of(one).transactionUid())
                .startsWith("2.25.")
                .isNotEqualTo(StorageCommitmentRequest.of(one).transactionUid());
    }

    @Test
    void aRequestThatNamesNothingOrNoUidIsRefused() {
        assertThatThrownBy(() -> new StorageCommitmentRequest("1.2", List.of())).hasMessageContaining("no instances");
        assertThatThrownBy(() -> new StorageCommitmentRequest("x", List.of(new SopReference("1.9", "1.1"))))
                .hasMessageContaining("Transaction UID");
        assertThatThrownBy(() -> new StorageCommitmentRequest("1.2", List.of(new SopReference("1.9", "../x"))))
                .hasMessageContaining("not a UID");
        assertThatThrownBy(() -> new StorageCommitmentRequest("1.2", List.of(new SopReference("", "1.1"))))
                .hasMessageContaining("not a UID");
    }

    @Test
    void theFailureReasonsAreThoseOfTheStandard() {
        assertThat(List.of(
                        FailureReason.PROCESSING_FAILURE,
                        FailureReason.NO_SUCH_OBJECT_INSTANCE,
                        FailureReason.CLASS_INSTANCE_CONFLICT,
                        FailureReason.REFERENCED_SOP_CLASS_NOT_SUPPORTED,
                        FailureReason.DUPLICATE_TRANSACTION_UID,
                        FailureReason.RESOURCE_LIMITATION))
                .extracting(FailureReason::toString)
                .containsExactly(
                        "0110H (processing failure)",
                        "0112H (no such object instance)",
                        "0119H (class / instance conflict)",
                        "0122H (referenced SOP class not supported)",
                        "0131H (duplicate transaction UID)",
                        "0213H (resource limitation)");
    }

    /** A command element of VR US: element number and value, both as they lie on the wire. */
    private static String us(String element, String value) {
        return "0000" + element + "02000000" + value;
    }

    private static void assertEncoding(CommandSet command, String... elements) {
        String body = String.join("", elements).replace(" ", "");
        String length = HexFormat.of().toHexDigits(Integer.reverseBytes(body.length() / 2));
        assertThat(HexFormat.of().formatHex(command.encode())).isEqualTo("0000000004000000" + length + body);
    }
}
