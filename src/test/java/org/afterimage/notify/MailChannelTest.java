package org.afterimage.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.afterimage.node.EmailSettings;
import org.afterimage.node.EmailSettings.Security;
import org.afterimage.node.Secret;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** E-mail by a real mail server. */
class MailChannelTest {
    private static final Message MESSAGE = new Message(
            "afterimage-7-1",
            Instant.parse("2026-11-22T10:00:00Z"),
            "3 jobs\r\nBcc: x@example.org failed – 5 µm",
            "One.\n.\nÜ.\n");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Security.class,
            names = {"STARTTLS", "TLS"})
    void aMessageGoesEncryptedToAServerThatWantsAPassword(Security security) throws Exception {
        password("right");
        try (MailServer server = new MailServer(folder, security.name().toLowerCase(), "node", "right")) {
            assertThat(channel(server.port(), security, "localhost", List.of("ca.pem"), "pacs@example.org")
                            .send(MESSAGE))
                    .isEmpty();
            assertThat(server.mails()).hasSize(1);
            assertThat(server.mails().get(0))
                    .contains("From: afterimage@example.org")
                    .contains("To: pacs@example.org")
                    .contains("Message-ID: <afterimage-7-1@example.org>")
                    .contains("Auto-Submitted: auto-generated")
                    .doesNotContain("\nBcc:");
        }
    }

    @Test
    void whatIsWrongIsSaidInWords() throws Exception {
        password("wrong");
        try (MailServer server = new MailServer(folder, "starttls", "node", "right")) {
            MailChannel refused = channel(server.port(), Security.STARTTLS, "localhost", List.of("ca.pem"), "a@b.org");
            assertThatThrownBy(() -> refused.send(MESSAGE))
                    .hasMessageContaining("does not accept the user node with this password");
            MailChannel distrusted = channel(server.port(), Security.STARTTLS, "localhost", List.of(), "a@b.org");
            assertThatThrownBy(() -> distrusted.send(MESSAGE))
                    .hasMessageContaining("is of no authority that is trusted");
            password("right");
            MailChannel unknown =
                    channel(server.port(), Security.STARTTLS, "localhost", List.of("ca.pem"), "nobody@b.org");
            assertThatThrownBy(() -> unknown.send(MESSAGE))
                    .hasMessageContaining("does not take mail to nobody@b.org")
                    .hasMessageContaining("No such mailbox");
            MailChannel partly = channel(
                    server.port(), Security.STARTTLS, "localhost", List.of("ca.pem"), "nobody@b.org", "a@b.org");
            assertThat(partly.send(MESSAGE)).contains("does not take mail to nobody@b.org");
            assertThat(server.mails()).hasSize(1);
        }
        MailChannel gone = channel(ProcessPeer.freePort(), Security.STARTTLS, "localhost", List.of(), "a@b.org");
        assertThatThrownBy(() -> gone.send(MESSAGE)).hasMessageContaining("was refused: nothing listens there");
        MailChannel nowhere = channel(587, Security.STARTTLS, "mail.invalid", List.of(), "a@b.org");
        assertThatThrownBy(() -> nowhere.send(MESSAGE)).hasMessageContaining("not known to the name service");
    }

    @Test
    void nothingGoesInTheClearToAServerWithoutStarttls() throws Exception {
        password("right");
        try (MailServer server = new MailServer(folder, "none")) {
            MailChannel channel = channel(server.port(), Security.STARTTLS, "localhost", List.of("ca.pem"), "a@b.org");
            assertThatThrownBy(() -> channel.send(MESSAGE)).hasMessageContaining("does not offer STARTTLS");
            assertThat(server.mails()).isEmpty();
            EmailSettings plain = new EmailSettings(
                    "127.0.0.1", server.port(), Security.NONE, null, null, "n@b.org", List.of("a@b.org"), null);
            assertThat(new MailChannel(plain, folder).send(MESSAGE)).isEmpty();
            assertThat(server.mails()).hasSize(1);
        }
    }

    private void password(String text) throws Exception {
        Files.writeString(folder.resolve("smtp-password"), text + "\n");
    }

    private MailChannel channel(int port, Security security, String host, List<String> trust, String... to) {
        return new MailChannel(
                new EmailSettings(
                        host,
                        port,
                        security,
                        "node",
                        new Secret("smtp-password", null),
                        "afterimage@example.org",
                        List.of(to),
                        trust),
                folder);
    }
}
