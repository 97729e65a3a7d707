package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.net.Rejection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A remote that is reached by DICOMweb, and what its settings may not be. */
class StowRsSettingsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void node() throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\ndicom: { callers: known }\n");
    }

    @Test
    void aRemoteNeedsNoDicomPortWhereItTakesStowRs() throws Exception {
        RemoteSettings.Remote remote = read("confirm: qido, stowRs: { url: 'http://pacs.example/dicom-web/' }")
                .remote("WEB")
                .orElseThrow();
        assertThat(remote.hasDicomPort()).isFalse();
        StowRs web = remote.web().orElseThrow();
        assertThat(web.url()).isEqualTo("http://pacs.example/dicom-web");
        assertThat(web.instancesPerRequest()).isEqualTo(1);
        assertThat(web.security()).isEmpty();
    }

    @Test
    void nobodyCallsUnderTheNameOfARemoteWithoutAHost() throws Exception {
        CallerPolicy policy = new CallerPolicy(read("stowRs: { url: 'http://pacs.example/dicom-web' }"));
        assertThat(policy.check("A", "WEB", InetAddress.getLoopbackAddress()))
                .contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stowRs: {}|stowRs has no url",
                "stowRs: { url: 'pacs.example/dicom-web' }|must be as https://",
                "stowRs: { url: 'ftp://pacs.example' }|must be as https://",
                "stowRs: { url: 'http://pacs.example/a b' }|is no URL",
                "stowRs: { url: 'http://me:secret@pacs.example' }|has a user or password",
                "stowRs: { url: 'http://pacs.example/dicom-web/studies' }|ends in /studies",
                "stowRs: { url: 'http://pacs.example', instancesPerRequest: 0 }|must be from 1 to 100",
                "stowRs: { url: 'http://pacs.example', tls: {} }|does not begin with https:",
                "stowRs: { url: 'https://pacs.example', tls: { checkHostName: false } }|can't be switched off",
                "stowRs: { url: 'http://pacs.example', token: {} }|by one of file and variable",
                "stowRs: { url: 'http://pacs.example', token: { file: a, variable: B } }|by one of file and variable",
                "stowRs: { url: 'http://pacs.example', headers: { Content-Type: { file: a } } }|no header that can be set",
                "stowRs: { url: 'http://pacs.example', headers: { 'X Y': { file: a } } }|no header that can be set",
                "stowRs: { url: 'http://pacs.example', headers: { X-Key: } }|neither a file nor a variable",
                "confirm: qido, host: a, port: 1|can't confirm by DICOMweb",
                "confirm: find, stowRs: { url: 'http://pacs.example' }|without host and port",
                "description: nothing|has no host",
                "host: a, stowRs: { url: 'http://pacs.example' }|has the port 0"
            })
    void aMistakeIsRefusedWithItsFileLineAndReason(String fields, String reason) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("remotes.yaml line 2")
                .hasMessageContaining(reason);
    }

    @Test
    void aSecretThatIsNotThereIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("""
                        stowRs: {
                        url: 'http://pacs.example',
                        token: { file: secrets/token } }"""))
                .hasMessageContaining("remotes.yaml line 4, stowRs.token: The file ")
                .hasMessageContaining("can't be read");
        assertThatThrownBy(
                        () -> read("stowRs: { url: 'http://a', headers: { X-Key: { variable: NOT_SET_ANYWHERE } } }"))
                .hasMessageContaining("stowRs.headers.X-Key: The environment variable NOT_SET_ANYWHERE is not set");
    }

    @Test
    void anHttpsUrlNeedsTrustedCertificates() {
        assertThatThrownBy(() -> read("stowRs: { url: 'https://pacs.example' }"))
                .hasMessageContaining("HTTPS to WEB trusts no certificate");
    }

    private NodeConfiguration read(String fields) throws IOException {
        Files.writeString(folder.resolve("remotes.yaml"), "remotes:\n  - { aeTitle: WEB, " + fields + " }\n");
        return NodeConfiguration.read(folder);
    }
}
