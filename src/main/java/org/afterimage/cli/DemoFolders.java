package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Writes the configuration of a node that knows the stand-in PACS, on free ports of loopback. */
    Ports configure(int pacsPort) throws IOException {
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
        Files.writeString(conf().resolve("routes.yaml"), """
                routes:
                  - name: bone-suppression
                    match: { Modality: [CR, DX] }
                    model: chest-bone-suppression
                    destination: %s
                """.formatted(PACS_AE_TITLE));
        return ports;
    }

    /** The ports of the demo's node. */
    record Ports(int dicom, int http) {}
}
