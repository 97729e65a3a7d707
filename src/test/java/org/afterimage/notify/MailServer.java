package org.afterimage.notify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TestAuthority;

/** A real mail server (aiosmtpd) on loopback. */
final class MailServer implements AutoCloseable {
    private static final String PROGRAM = "/org/afterimage/notify/mail_server.py";

    private final Path folder;
    private final int port;
    private final ProcessPeer process;

    /** Of a mode {@code starttls}, {@code tls} or {@code none}, with a user and password or without. */
    MailServer(Path folder, String mode, String... userAndPassword) throws IOException {
        Peers.require("aiosmtpd");
        this.folder = folder;
        this.port = ProcessPeer.freePort();
        TestAuthority authority = TestAuthority.named("Hospital CA");
        authority.writeTo(folder.resolve("ca.pem"));
        TestAuthority.Holder holder =
                authority.issue(new TestAuthority.Wanted("localhost").hosts("localhost", "127.0.0.1"));
        Path program = folder.resolve("mail_server.py");
        try (var in = MailServer.class.getResourceAsStream(PROGRAM)) {
            Files.write(program, in.readAllBytes());
        }
        Object[] arguments = Stream.concat(
                        Stream.of(
                                "/usr/bin/python3",
                                program,
                                port,
                                folder.resolve("mail"),
                                holder.writeCertificates(folder.resolve("server.pem")),
                                holder.writeKey(folder.resolve("server-key.pem")),
                                mode),
                        Stream.of(userAndPassword))
                .toArray();
        process = ProcessPeer.start(folder, "env", arguments).awaitPort(port);
    }

    int port() {
        return port;
    }

    /** What it has taken, as it came. */
    List<String> mails() throws IOException {
        Path taken = folder.resolve("mail").resolve("new");
        if (!Files.isDirectory(taken)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(taken)) {
            return files.map(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
