package org.afterimage.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A real OpenID Connect provider (npm {@code oidc-provider}, https://github.com/panva/node-oidc-provider) on loopback, at {@code localhost}, which
 * is another site for a browser than {@code 127.0.0.1}. It signs in whoever gives a known name, and makes its keys anew at each start. Without the
 * packages that {@code src/bench/openid-provider} fetches, tests are skipped aloud; see {@link Peers}.
 */
public final class OpenIdProvider implements AutoCloseable {
    /** By which it knows the console. */
    public static final String CLIENT = "afterimage";

    /** What the console shows it. */
    public static final String SECRET = "secret-of-the-client-0123456789abcdef";

    private static final Path PROGRAM = Path.of("src/test/openid-provider/provider.mjs");
    private static final Path FETCHED = Path.of("target/openid-provider").toAbsolutePath();
    private static final Path NODE = Path.of("target/playwright/node").toAbsolutePath();

    private final Path folder;
    private final Path settings;
    private final int port;
    private ProcessPeer process;

    private OpenIdProvider(Path folder, int port) {
        this.folder = folder;
        this.settings = folder.resolve("openid-provider.json");
        this.port = port;
    }

    /**
     * A person whom it knows.
     *
     * @param sub its subject
     * @param name by which the person signs in there
     * @param groups what it tells of the person
     */
    public record Person(String sub, String name, List<String> groups) {}

    /** One that is not started yet. */
    public static OpenIdProvider at(Path folder) {
        Peers.requireFetched(FETCHED.resolve("complete"), "src/bench/openid-provider");
        Peers.requireFetched(NODE, "src/bench/playwright");
        return new OpenIdProvider(folder, ProcessPeer.freePort());
    }

    /** By which node.yaml names it. */
    public String issuer() {
        return "http://localhost:" + port;
    }

    /**
     * Starts it.
     *
     * @param console where the browser finds the console: {@code http://127.0.0.1:PORT}
     */
    public void start(String console, List<Person> people) throws IOException {
        Map<String, Object> written = Map.of(
                "port",
                port,
                "client",
                CLIENT,
                "secret",
                SECRET,
                "console",
                console,
                "people",
                people.stream()
                        .map(one -> Map.of("sub", one.sub(), "preferred_username", one.name(), "groups", one.groups()))
                        .toList());
        Files.writeString(settings, new ObjectMapper().writeValueAsString(written));
        start();
    }

    /** Starts it again, at the same place and with other keys. */
    public void start() throws IOException {
        // Beside its packages, where it finds them.
        Path program = FETCHED.resolve("provider.mjs");
        Files.copy(PROGRAM, program, StandardCopyOption.REPLACE_EXISTING);
        process = ProcessPeer.start(folder, "env", NODE, program, settings).awaitPort(port);
    }

    /** Stops it. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
