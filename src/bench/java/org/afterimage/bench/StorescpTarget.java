package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.testing.ProcessPeer;

/** dcmtk's storescp: one process an association, files written through the page cache, nothing synced, no index. */
final class StorescpTarget implements IngestTarget {
    private final String name;
    private final ProcessPeer process;
    private final Path store;
    private final int port;
    private final List<String> options;

    private StorescpTarget(String name, Path folder, List<String> options) throws IOException {
        this.name = name;
        this.store = Files.createDirectories(folder.resolve("store"));
        this.port = ProcessPeer.freePort();
        this.options = options;
        List<Object> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-aet", "STORESCP", "-od", store, port));
        this.process =
                ProcessPeer.start(folder, "storescp", arguments.toArray()).awaitPort(port);
    }

    /** As it is usually run. */
    static StorescpTarget usual(Path folder) throws IOException {
        return new StorescpTarget("storescp", folder, List.of("--fork"));
    }

    /** With its largest PDUs, and files written as they come instead of parsed and encoded again: its fastest settings. */
    static StorescpTarget tuned(Path folder) throws IOException {
        return new StorescpTarget(
                "storescp, tuned", folder, List.of("--fork", "--max-pdu", "131072", "--bit-preserving"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "dcmtk storescp " + String.join(" ", options)
                + " with TCP_NODELAY=1: not durable (nothing is synced), no index";
    }

    @Override
    public RemoteAe remote() {
        return new RemoteAe("STORESCP", "127.0.0.1", port);
    }

    @Override
    public long stored() throws IOException {
        return StoredFiles.under(store).size();
    }

    @Override
    public void forget() throws IOException {
        StoredFiles.empty(store);
    }

    @Override
    public void close() {
        process.close();
    }
}
