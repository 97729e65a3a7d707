package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What notifications of node.yaml may say. */
class NotificationSettingsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("remotes.yaml"), "remotes: []\n");
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        Files.writeString(folder.resolve("empty"), "\n");
        Files.writeString(folder.resolve("no.pem"), "nothing of that kind");
    }

    @Test
    void nobodyIsToldOfAnythingUnlessItIsSet() throws IOException {
        NotificationSettings settings = read("");
        assertThat(settings.hook()).isEmpty();
        assertThat(settings.mail()).isEmpty();
        assertThat(settings.on()).containsExactly(Occasion.values());
        assertThat(settings.patientData()).isFalse();
    }

    @Test
    void allOfItIsReadAndARunningNodeTakesItOver() throws IOException {
        NodeConfiguration running = configuration("");
        NodeConfiguration changed = configuration("""
                notifications:
                  webhook: { url: "https://chat.example.org/hooks/abc", secret: { file: secret } }
                  email: { host: mail.example.org, user: node, password: { file: secret }, from: a@b.org, to: [c@d.org] }
                  on: [job-failed, disk-short]
                  console: https://console.example.org/
                """);
        assertThat(SettingChanges.between(running.node(), changed.node()))
                .extracting(SettingChanges.Change::field, SettingChanges.Change::live)
                .containsOnly(
                        org.assertj.core.groups.Tuple.tuple("notifications.webhook", true),
                        org.assertj.core.groups.Tuple.tuple("notifications.email", true),
                        org.assertj.core.groups.Tuple.tuple("notifications.on", true),
                        org.assertj.core.groups.Tuple.tuple("notifications.console", true));
        running.adopt(running.followedBy(changed));
        NotificationSettings settings = running.node().notifications();
        assertThat(settings.on()).containsExactly(Occasion.JOB_FAILED, Occasion.DISK_SHORT);
        assertThat(settings.mail().orElseThrow().port()).isEqualTo(587);
        assertThat(settings.console()).isEqualTo("https://console.example.org");
        assertThat(settings.hook().orElseThrow())
                .as("the rest of the address may be a secret")
                .hasToString("https://chat.example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook: { url: http://chat.example.org/x, secret: { file: secret } } | must begin with https, or with http and a loopback address",
                "webhook: { url: http://127.0.0.1.example.org/x, secret: { file: secret } } | must begin with https",
                "webhook: { url: 'https://user:word@chat.example.org/x', secret: { file: secret } } | without a user",
                "webhook: { url: https://chat.example.org/x } | has no secret to sign messages with",
                "webhook: { url: https://chat.example.org/x, secret: { file: absent } } | line 2, notifications.webhook.secret: The file",
                "webhook: { url: https://chat.example.org/x, secret: { file: empty } } | is empty",
                "webhook: { url: https://chat.example.org/x, secret: { file: secret }, trust: [no.pem] } | line 2, notifications.webhook.trust.0",
                "email: { host: m.example.org, security: none, from: a@b.org, to: [c@d.org] } | would go in the clear",
                "email: { host: m.example.org, user: u, from: a@b.org, to: [c@d.org] } | one of user and password without the other",
                "email: { host: m.example.org, from: a@b.org, to: [] } | must name 1 to 50 addresses",
                "email: { host: m.example.org, from: 'A <a@b.org>', to: [c@d.org] } | must be an address as pacs@example.org",
                "on: [everything] | everything",
                "groupSeconds: -1 | notifications.groupSeconds is -1 and must be from 0 to 3600",
                "console: console.example.org | must be as https://afterimage.example.org"
            })
    void whatCantWorkIsRefusedWithItsPlace(String text, String why) {
        assertThatThrownBy(() -> read("notifications: { " + text + " }\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node.yaml line 2")
                .hasMessageContaining(why);
    }

    private NotificationSettings read(String more) throws IOException {
        return configuration(more).node().notifications();
    }

    private NodeConfiguration configuration(String more) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n" + more);
        return NodeConfiguration.read(folder);
    }
}
