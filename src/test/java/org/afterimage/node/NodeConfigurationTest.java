package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.Rejection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigurationTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void noRemotes() throws IOException {
        remotes("remotes: []");
    }

    @Test
    void theConfigurationThatShipsIsReadAndHasTheDefaultsItShows() {
        NodeConfiguration shipped = NodeConfiguration.read(Path.of("dicom-conf"));
        assertThat(shipped.node())
                .isEqualTo(
                        new NodeSettings(List.of("AFTERIMAGE"), null, null, null, null, null, null, null, null, null));
        assertThat(shipped.remote("PACS")).isPresent();
    }

    @Test
    void aMisspeltFieldIsRefusedWithItsPlaceAndTheKnownNames() throws IOException {
        node("aeTitles: [A]\ndicom: { prot: 104 }\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node.yaml line 2, dicom.prot is not a known field")
                .hasMessageContaining("port");
    }

    @Test
    void aValueOutOfRangeIsRefusedWithTheRange() throws IOException {
        node("aeTitles: [A]\ndicom: { port: 70000 }\n");
        assertThatThrownBy(this::read).hasMessageContaining("dicom.port is 70000 and must be from 0 to 65535");
    }

    @Test
    void anAeTitleOfMoreThanSixteenCharactersIsRefused() throws IOException {
        node("aeTitles: [A_TITLE_THAT_IS_TOO_LONG]\n");
        assertThatThrownBy(this::read).hasMessageContaining("A_TITLE_THAT_IS_TOO_LONG\" is no AE title: 1 to 16");
    }

    @Test
    void howLongSomethingIsKeptIsReadAndMayBeShorterWhileRoomIsShort() throws IOException {
        node("aeTitles: [A]\nstorage: { keep: { confirmed: 36h, sent: 90d }, keepWhenShort: { confirmed: 10m },"
                + " warnBelow: 20GB, refuseBelow: 512MB }\n");
        StorageSettings storage = read().node().storage();
        assertThat(storage.times(false))
                .containsEntry("CONFIRMED", new KeepTime("36h"))
                .containsEntry("HELD", KeepTime.FOREVER);
        assertThat(storage.times(true))
                .containsEntry("CONFIRMED", new KeepTime("10m"))
                .containsEntry("SENT", new KeepTime("90d"));
        assertThat(storage.keep().confirmed().duration()).hasHours(36);
        assertThat(storage.warnBelow().bytesOf(1)).isEqualTo(20L << 30);
        assertThat(new DiskShare("2.5%").bytesOf(1000)).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keep: { confirmed: a week } | storage.keep.confirmed: a time to keep something is 'a week' and must be as 14d",
                "keep: { delivered: 1d } | storage.keep.delivered is not a known field",
                "warnBelow: 110% | storage.warnBelow: room on the disk is '110%' and must be as 10% or 20GB",
                "'warnBelow: 1GB, refuseBelow: 2GB' | storage.warnBelow is 1GB and must not be less than refuseBelow, 2GB",
                "'refuseBelow: 2%, resumeAbove: 1%' | storage.resumeAbove is 1% and must not be less than refuseBelow, 2%",
                "purgeSeconds: 0 | storage.purgeSeconds is 0 and must be from 1 to 86400",
                "otherContent: merge | storage.otherContent"
            })
    void whatCannotWorkOfStorageIsRefusedWithItsPlace(String storage, String message) throws IOException {
        node("aeTitles: [A]\nstorage: { " + storage + " }\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anAbsentFileIsNamed() {
        assertThatThrownBy(this::read).hasMessageContaining("node.yaml does not exist");
    }

    @Test
    void aListenerOpenToTheNetworkAndToAnyoneIsRefused() throws IOException {
        node("aeTitles: [A]\ndicom: { bind: 0.0.0.0 }\n");
        assertThatThrownBy(this::read).hasMessageContaining("set dicom.callers to known");
        node("aeTitles: [A]\ndicom: { bind: 0.0.0.0, callers: known }\n");
        assertThat(read().node().dicom().bind()).isEqualTo("0.0.0.0");
    }

    @Test
    void theHttpPortIsOnAnAddress() throws IOException {
        node("aeTitles: [A]\nhttp: { bind: 0.0.0.0 }\n");
        assertThat(read().node().http().bind()).isEqualTo("0.0.0.0");
        node("aeTitles: [A]\nhttp: { bind: \"::x\" }\n");
        assertThatThrownBy(this::read).hasMessageContaining("http.bind");
    }

    @Test
    void knownCallersMustComeFromTheirHost() throws Exception {
        node("aeTitles: [A]\ndicom: { callers: known }\n");
        remotes("remotes: [ { aeTitle: CT1, host: 127.0.0.1, port: 104 } ]");
        CallerPolicy policy = new CallerPolicy(read());
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        InetAddress elsewhere = InetAddress.getByName("192.0.2.7");
        assertThat(policy.check("A", "CT1", loopback)).isEmpty();
        assertThat(policy.check("A", "CT1", elsewhere)).contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        assertThat(policy.check("A", "CT2", loopback)).contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        assertThat(policy.check("B", "CT1", loopback)).contains(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
    }

    @Test
    void imagesAreTakenInWhatImagesComeInAndOtherMessagesWithoutCompression() throws Exception {
        node("aeTitles: [A]\n");
        CallerPolicy policy = new CallerPolicy(read());
        String mpeg4 = "1.2.840.10008.1.2.4.102";
        String jpip = "1.2.840.10008.1.2.4.94";

        assertThat(policy.choose(SopClass.CT_IMAGE, List.of("1.2.3", mpeg4, jpip)))
                .isEmpty();
        assertThat(policy.choose(SopClass.CT_IMAGE, List.of(mpeg4, TransferSyntax.JPEG_LOSSLESS.uid())))
                .contains(TransferSyntax.JPEG_LOSSLESS);
        assertThat(policy.choose(
                        SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                        List.of(
                                TransferSyntax.RLE_LOSSLESS.uid(),
                                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())))
                .contains(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void anAeTitleListedTwiceIsRefused() throws IOException {
        node("aeTitles: [A]\n");
        remotes("remotes: [ { aeTitle: X, host: a, port: 1 }, { aeTitle: X, host: b, port: 2 } ]");
        assertThatThrownBy(this::read).hasMessageContaining("remotes.yaml").hasMessageContaining("listed twice");
    }

    @Test
    void aRemoteSaysHowDerivedSeriesGoToIt() throws IOException {
        node("aeTitles: [A]\n");
        remotes("""
                remotes:
                  - { aeTitle: PLAIN, host: a, port: 1 }
                  - { aeTitle: J2K, host: a, port: 1, derivedTransferSyntax: jpeg2000-lossless }
                  - { aeTitle: JLS, host: a, port: 1, derivedTransferSyntax: jpegls-lossless }
                  - { aeTitle: RLE, host: a, port: 1, derivedTransferSyntax: rle }
                """);
        assertThat(read().remotes().remotes())
                .extracting(remote -> remote.derivedTransferSyntax().syntax())
                .containsExactly(
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.JPEG_2000_LOSSLESS,
                        TransferSyntax.JPEG_LS_LOSSLESS,
                        TransferSyntax.RLE_LOSSLESS);
        remotes("remotes: [ { aeTitle: X, host: a, port: 1, derivedTransferSyntax: jpeg } ]");
        assertThatThrownBy(this::read)
                .hasMessageContaining("derivedTransferSyntax")
                .hasMessageContaining("jpegls-lossless");
    }

    private NodeConfiguration read() {
        return NodeConfiguration.read(folder);
    }

    private void node(String yaml) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), yaml);
    }

    private void remotes(String yaml) throws IOException {
        Files.writeString(folder.resolve("remotes.yaml"), yaml);
    }
}
