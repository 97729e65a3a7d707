package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.ListenerPort;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.OwnCalls;
import org.afterimage.receive.DicomListening;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sends a test study to this node by C-STORE, over the network and through its own listener, as any modality does. */
@ApplicationScoped
public class TestSender {
    private static final Logger LOG = Logger.getLogger(TestSender.class);

    private final DicomNetwork network;
    private final NodeConfiguration configuration;
    private final DicomListening listening;
    private final OwnCalls ownCalls;
    private final NodeFolders folders;
    private final Path home;

    /** For the container. */
    public TestSender(
            DicomNetwork network,
            NodeConfiguration configuration,
            DicomListening listening,
            OwnCalls ownCalls,
            NodeFolders folders,
            @ConfigProperty(name = "afterimage.home", defaultValue = ".") String home) {
        this.network = network;
        this.configuration = configuration;
        this.listening = listening;
        this.ownCalls = ownCalls;
        this.folders = folders;
        this.home = Path.of(home);
    }

    /** Whether the files of a simulated study are there. */
    public boolean has(SimulatedStudy study) {
        try {
            return !study.files(home).isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            LOG.warnf("the simulated study %s can't be read: %s", study.folders(), e.getMessage());
            return false;
        }
    }

    /**
     * Sends a study that was never sent before, and returns when this node has acknowledged each instance.
     *
     * @return its Study Instance UID
     * @throws IOException with a sentence when it was not taken
     */
    public String send(SimulatedStudy study) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(folders.data()), "test-study-");
        try (OwnCalls.Call call = ownCalls.begin()) {
            TestStudy.Written written = new TestStudy(LocalDateTime.now()).write(study.files(home), folder);
            List<DeliveryAnswer> answers =
                    new StoreDelivery(network, OwnCalls.AE_TITLE, Timeouts.defaults()).send(written.files(), self());
            for (DeliveryAnswer answer : answers) {
                if (!answer.isStored()) {
                    throw new IOException(answer.message());
                }
            }
            LOG.infof("test study %s: %d instances sent to this node", written.studyInstanceUid(), answers.size());
            return written.studyInstanceUid();
        } finally {
            remove(folder);
        }
    }

    private RemoteAe self() {
        InetAddress bound = configuration.dicomBindAddress();
        String host =
                bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress().getHostAddress() : bound.getHostAddress();
        List<ListenerPort> ports = configuration.listenerPorts();
        return new RemoteAe(
                configuration.node().ownAeTitle(),
                host,
                listening.port(),
                ports.get(0).transport());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
