package org.afterimage.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeSettings;

/** The data folder of one process, which no other may use as long as this is open: the operating system frees it when the process ends, however. */
public final class DataFolder implements Closeable {
    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes it for this process.
     *
     * @param node the name of this node
     * @throws ConfigurationException with a sentence that says who has it
     */
    public static DataFolder take(Path folder, String node) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("node.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(channel, folder)) {
            channel.close();
            throw new ConfigurationException("The data folder " + folder + " is in use by another node"
                    + (Files.size(file) == 0
                            ? ""
                            : " (" + Files.readString(file).strip() + ")")
                    + ". Give this one a --data of its own; if the two are to share their work, both also need one PostgreSQL and"
                    + " the same cluster.folder in node.yaml.");
        }
        String owner =
                node + ", process " + ProcessHandle.current().pid() + " on " + NodeSettings.Cluster.host() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)));
        return new DataFolder(channel);
    }

    private static boolean isFree(FileChannel channel, Path folder) throws IOException {
        try {
            FileLock taken = channel.tryLock();
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            channel.close();
            throw new ConfigurationException(
                    "The file system of " + folder + " has no locks, which a node needs for its data: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Gives it free. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
