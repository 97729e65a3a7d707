package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.afterimage.dicom.tls.KeyFiles;
import org.afterimage.dicom.tls.RequiredCertificate;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates that change while a node runs. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsReloadTest {

    @TempDir
    private Path folder;

    private final DicomNetwork network = new UpperLayerNetwork();
    private TlsFiles files;
    private KeyFiles.PemKey own;
    private TlsContext server;
    private TlsContext client;

    @BeforeEach
    void issue() throws IOException {
        files = new TlsFiles(folder);
        own = files.issue(new Wanted("node").ec());
        server = files.server(own);
        client = files.client(files.issue(new Wanted("modality").ec()));
    }

    @Test
    void aRenewedKeyIsShownToTheNextCallerAndRunningAssociationsGoOn() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, server);
                RawPeer running = RawPeer.associate(RawPeer.connect(node, client))) {
            assertThat(shown(node)).contains("CN=node,");
            files.write("node", files.authority().issue(new Wanted("renewed").ec()));
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=renewed,");
            running.sendCommand(RawPeer.ECHO_CONTEXT, new CEchoRq(7).toCommandSet());
            assertThat(running.receiveResponse().status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aChangeIsNoticedWithoutBeingAskedFor() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, server)) {
            assertThat(shown(node)).contains("CN=node,");
            files.write("node", files.authority().issue(new Wanted("renewed").ec()));
            Waiting.until(() -> shown(node).contains("CN=renewed,"));
        }
    }

    @Test
    void badFilesAreNotTakenAndGoodOnesThatFollowAre() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, server)) {
            Files.writeString(own.certificates(), "half a certificate");
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=node,");
            Files.delete(own.key());
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=node,");
            // The key of one and the certificate of another, as between two copies.
            files.authority().issue(new Wanted("other").ec()).writeKey(own.key());
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=node,");
            files.write("node", files.authority().issue(new Wanted("good").ec()));
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=good,");
        }
    }

    @Test
    void aFileThatIsReplacedByRenamingIsNoticedThoughItsDateIsOld() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, server)) {
            KeyFiles.PemKey next = files.issue(new Wanted("next").ec());
            for (Path[] replaced : new Path[][] {{next.key(), own.key()}, {next.certificates(), own.certificates()}}) {
                Files.setLastModifiedTime(replaced[0], Files.getLastModifiedTime(replaced[1]));
                Files.move(replaced[0], replaced[1], StandardCopyOption.REPLACE_EXISTING);
            }
            server.reloadIfChanged();
            assertThat(shown(node)).contains("CN=next,");
        }
    }

    @Test
    void anAuthorityThatIsTrustedNoMoreIsRefusedThoughItsCallerHasASessionToResume() throws Exception {
        try (TestNode node = TestNode.secured(TestNode.PATIENT, 4, server)) {
            RemoteAe remote = node.remote(client);
            assertThat(network.echo("TESTER", remote, TestNode.PATIENT).status())
                    .isEqualTo(Status.SUCCESS);
            TestAuthority other = TestAuthority.named("Other Authority");
            other.writeTo(files.trust());
            server.reloadIfChanged();
            assertThatThrownBy(() -> network.echo("TESTER", remote, TestNode.PATIENT))
                    .isInstanceOf(AssociationAbortedException.class);
        }
    }

    /** The certificate that a node shows, of which a caller that requires another one complains. */
    private String shown(TestNode node) {
        try {
            String none = "0".repeat(64);
            RemoteAe remote = node.remote(TlsFiles.client(files.settings(files.issue(new Wanted("asking").ec()))
                    .withServerCertificate(true, new RequiredCertificate.Fingerprint(none))));
            network.echo("TESTER", remote, TestNode.PATIENT);
            throw new AssertionError("It shows a certificate whose SHA-256 is zero.");
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
