package org.afterimage.cli;

import java.net.URI;
import java.nio.file.Path;
import org.afterimage.node.NodeConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the node is that a command asks, and what it shows it to be let in. */
final class NodeAddress {
    private static final String TOKEN_FILE = "AFTERIMAGE_TOKEN_FILE";

    @Mixin
    private ConfigurationOption conf;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The node's HTTP port on this machine (default: that of node.yaml).")
    private Integer port;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where a node elsewhere is reached, such as https://afterimage.example.org.")
    private URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "The data folder of the node on this machine, which has its token (default: data/ of the installation).")
    private Path data;

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description =
                    "File with a token of the node (default: " + TOKEN_FILE + " of the environment, then --data).")
    private Path token;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The folder of its configuration. */
    Path folder() {
        return conf.folder();
    }

    /** As {@link #client()}, with a port for when none is named. */
    NodeClient client(int usual) {
        return new NodeClient(url == null ? local(port != null ? port : usual) : elsewhere(), token());
    }

    NodeClient client() {
        return url != null || port != null
                ? client(0)
                : client(NodeConfiguration.read(conf.folder()).node().http().port());
    }

    static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A token that travels in the clear is anybody's. */
    private URI elsewhere() {
        boolean loopback = url.getHost() != null && url.getHost().matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
        boolean safe = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && loopback;
        if (url.getHost() == null || !safe) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url is '" + url + "' and must begin with https://, since a token is sent there.");
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    private NodeToken token() {
        String named = System.getenv(TOKEN_FILE);
        if (token != null || named != null && !named.isEmpty()) {
            return new NodeToken(token != null ? token : Path.of(named), true);
        }
        return NodeToken.ofData(data != null ? data : NodeOptions.home().resolve("data"));
    }
}
