package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.tls.ClientAuthentication;
import org.afterimage.dicom.tls.TlsContext;
import org.afterimage.node.SettingChanges.Change;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running node takes over of a changed configuration, and what waits for its restart. */
class SettingChangesTest {
    private static final String PLAIN = "aeTitles: [A, B]\ndicom: { port: 104, callers: known }\n";

    @TempDir
    private Path folder;

    @Test
    void whatMayHoldAtOnceDoesAndTheRestWaits() throws IOException {
        NodeConfiguration running = read(PLAIN, "remotes: []");
        NodeConfiguration changed = read("""
                aeTitles: [A, C]
                dicom: { port: 105, callers: any }
                study: { quietSeconds: 3 }
                work: { attempts: 7, slots: 5, offPeak: 20:00-06:00 }
                """, "remotes: [ { aeTitle: CT1, host: 127.0.0.1, port: 104 } ]");
        List<Change> changes = SettingChanges.between(running.node(), changed.node());
        assertThat(changes)
                .containsExactly(
                        new Change("aeTitles", "[A, B]", "[A, C]", true),
                        new Change("dicom.port", "104", "105", false),
                        new Change("dicom.callers", "KNOWN", "ANY", true),
                        new Change("study.quietSeconds", "10", "3", true),
                        new Change("work.slots", "2", "5", false),
                        new Change("work.attempts", "50", "7", true),
                        new Change("work.offPeak", "not set", "20:00-06:00", true));

        running.adopt(running.followedBy(changed));
        assertThat(running.node().aeTitles()).containsExactly("A", "C");
        assertThat(running.node().dicom().port()).isEqualTo(104);
        assertThat(running.node().work().slots()).isEqualTo(2);
        assertThat(running.node().work().attempts()).isEqualTo(7);
        assertThat(running.node().work().offPeak()).hasToString("20:00-06:00");
        assertThat(running.remote("CT1")).isPresent();
        assertThat(SettingChanges.between(running.node(), changed.node()))
                .extracting(Change::field)
                .containsExactly("dicom.port", "work.slots");
    }

    @Test
    void theAeTitleWithWhichItCallsOthersWaitsForARestart() throws IOException {
        NodeConfiguration running = read(PLAIN, "remotes: []");
        NodeConfiguration changed = read(PLAIN.replace("[A, B]", "[B, A]"), "remotes: []");
        assertThat(SettingChanges.between(running.node(), changed.node()))
                .containsExactly(new Change("aeTitles", "[A, B]", "[B, A]", false));
        running.adopt(running.followedBy(changed));
        assertThat(running.node().ownAeTitle()).isEqualTo("A");
    }

    @Test
    void aListenerOnTheNetworkDoesNotOpenToAnyoneSinceTheNewFileAlsoMovesIt() throws IOException {
        NodeConfiguration running = read("aeTitles: [A]\ndicom: { bind: 0.0.0.0, callers: known }\n", "remotes: []");
        NodeConfiguration changed = read("aeTitles: [A]\ndicom: { callers: any }\n", "remotes: []");
        assertThatThrownBy(() -> running.followedBy(changed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("lets any AE title call");
        assertThat(running.node().dicom().callers()).isEqualTo(NodeSettings.Callers.KNOWN);
    }

    @Test
    void aPolicyThatIsInUseGoesByWhatIsInForce() throws Exception {
        NodeConfiguration running = read(PLAIN, "remotes: []");
        CallerPolicy policy = new CallerPolicy(running);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        assertThat(policy.check("A", "CT1", loopback)).contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        running.adopt(running.followedBy(read(PLAIN, "remotes: [ { aeTitle: CT1, host: 127.0.0.1, port: 104 } ]")));
        assertThat(policy.check("A", "CT1", loopback)).isEmpty();
    }

    @Test
    void anOpenTlsPortShowsAndAsksForWhatTheNewFileNames() throws Exception {
        TestAuthority hospital = TestAuthority.named("Hospital CA");
        hospital.writeTo(folder.resolve("ca.pem"));
        TestAuthority.Holder node = hospital.issue(new Wanted("node").ec());
        node.writeKey(folder.resolve("key.pem"));
        node.writeCertificates(folder.resolve("node.pem"));
        TestAuthority.Holder other = hospital.issue(new Wanted("other").ec());
        other.writeKey(folder.resolve("other-key.pem"));
        other.writeCertificates(folder.resolve("other.pem"));
        String tls = "aeTitles: [A]\ndicom: { tls: { key: key.pem, certificates: node.pem, trust: [ca.pem] } }\n";
        NodeConfiguration running = read(tls, "remotes: []");
        TlsContext open = running.tls().listener().orElseThrow();

        NodeConfiguration changed = read(
                tls.replace("key.pem, certificates: node.pem", "other-key.pem, certificates: other.pem")
                        .replace("trust: [ca.pem]", "trust: [ca.pem], clientAuthentication: none"),
                "remotes: []");
        assertThat(SettingChanges.between(running.node(), changed.node()))
                .isNotEmpty()
                .allMatch(Change::live);
        running.adopt(running.followedBy(changed));
        assertThat(running.tls().listener()).containsSame(open);
        assertThat(open.settings().clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
        assertThat(open.settings().own().toString()).contains("other-key.pem");

        NodeConfiguration closed = read("aeTitles: [A]\n", "remotes: []");
        assertThat(SettingChanges.between(running.node(), closed.node()))
                .isNotEmpty()
                .noneMatch(Change::live);
        running.adopt(running.followedBy(closed));
        assertThat(running.tls().listener()).containsSame(open);
        assertThat(running.node().dicom().tls().isConfigured()).isTrue();
    }

    @Test
    void aRemoteThatWasReplacedIsNotCalledInTheClear() throws Exception {
        TestAuthority.named("Hospital CA").writeTo(folder.resolve("ca.pem"));
        NodeConfiguration running =
                read(PLAIN, "remotes: [ { aeTitle: PACS, host: a, port: 1, tls: { trust: [ca.pem] } } ]");
        RemoteSettings.Remote before = running.remote("PACS").orElseThrow();
        running.adopt(running.followedBy(read(PLAIN, "remotes: []")));
        assertThatThrownBy(() -> running.ae(before)).hasMessageContaining("PACS");
    }

    private NodeConfiguration read(String node, String remotes) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), node);
        Files.writeString(folder.resolve("remotes.yaml"), remotes);
        return NodeConfiguration.read(folder);
    }
}
