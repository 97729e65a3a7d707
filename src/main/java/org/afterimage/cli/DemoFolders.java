package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.afterimage.database.LoopbackPort;

/**
 * Where a demo keeps its things.
 *
 * @param data the node's folder
 * @param out what a person looks at afterwards
 */
record DemoFolders(Path data, Path out) {
    static final String PACS_AE_TITLE = "STANDIN";
    static final String NODE_AE_TITLE = "AFTERIMAGE";

    Path conf() {
        return data.resolve("dicom-conf");
    }

    Path pacs() {
        return data.resolve("stand-in-pacs");
    }

    /** Writes the configuration of a node that knows the stand-in PACS and has a route for each task, on free ports of loopback. */
    Ports configure(int pacsPort, List<DemoCase> cases) throws IOException {
        Ports ports = new Ports(LoopbackPort.free(), LoopbackPort.free());
        Files.createDirectories(conf());
        Files.writeString(conf().resolve("node.yaml"), """
                aeTitles: [%s]
                dicom: { port: %d }
                http: { port: %d }
                study: { quietSeconds: 1 }
                """.formatted(NODE_AE_TITLE, ports.dicom(), ports.http()));
        Files.writeString(conf().resolve("remotes.yaml"), """
                remotes:
                  - { aeTitle: %s, host: 127.0.0.1, port: %d, description: the demo's stand-in PACS }
                """.formatted(PACS_AE_TITLE, pacsPort));
        String routes = cases.stream().map(one -> one.route(PACS_AE_TITLE)).collect(Collectors.joining());
        Files.writeString(conf().resolve("routes.yaml"), "routes:\n" + routes);
        return ports;
    }

    /** The ports of the demo's node. */
    record Ports(int dicom, int http) {}
}
