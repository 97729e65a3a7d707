package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;

/** Orthanc as its package installs it, without plugins: SQLite index, storage area synced (its default). */
final class OrthancTarget implements IngestTarget {
    private final OrthancPeer orthanc;
    private final int port;
    private final Path store;
    private long forgotten;

    OrthancTarget(Path folder) throws IOException {
        this.store = folder.resolve("store");
        this.port = ProcessPeer.freePort();
        this.orthanc = OrthancPeer.start(folder, port, ProcessPeer.freePort());
    }

    @Override
    public String name() {
        return "Orthanc";
    }

    @Override
    public String description() {
        return "Orthanc with its default settings: SQLite index, SyncStorageArea on, four DICOM threads";
    }

    @Override
    public RemoteAe remote() {
        return new RemoteAe("ORTHANC", "127.0.0.1", port);
    }

    @Override
    public long stored() throws IOException {
        return indexed() - forgotten;
    }

    @Override
    public void forget() throws IOException {
        forgotten = indexed();
        for (Path file : StoredFiles.under(store)) {
            if (!file.getFileName().toString().startsWith("index")) {
                Files.write(file, new byte[0]);
            }
        }
    }

    private long indexed() throws IOException {
        try {
            return orthanc.get("/statistics").path("CountInstances").asLong();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        orthanc.close();
    }
}
