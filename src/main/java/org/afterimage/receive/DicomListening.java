package org.afterimage.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.afterimage.cluster.NodeRegister;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.Listener;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Services;
import org.afterimage.dicom.net.Status;
import org.afterimage.node.CallerPolicy;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.NodeSettings;
import org.afterimage.node.OtherContent;
import org.afterimage.node.OwnCalls;
import org.afterimage.node.RemoteSettings;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.StorageMeters;
import org.jboss.logging.Logger;

/** Opens this node's DICOM port when the node starts, and closes it first when the node stops. */
@ApplicationScoped
public class DicomListening {
    private static final int PROBE_MILLIS = 1000;

    /** For a disk or a database that is slow; one that is slower is in trouble. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Another node, to which the instances may have gone, has filed them by then if it is well. */
    private static final Duration FILED_BY_OTHERS = Filer.LONGEST.multipliedBy(3);

    private static final Logger LOG = Logger.getLogger(DicomListening.class);

    private final NodeConfiguration configuration;
    private final DicomNetwork network;
    private final InstanceIndex index;
    private final IndexedInstances indexed;
    private final NodeRegister register;
    private final MeterRegistry meters;
    private final DiskRoom room;
    private final StorageMeters storageMeters;
    private final OtherContents otherContents;
    private final OwnCalls ownCalls;
    private final LastCalls lastCalls;
    private final Path spoolFolder;
    private final Timer succeeded;
    private final Timer failed;
    private DurableStore store;
    private RecoveryWatch recovery;
    private StoreReceiver receiver;
    private Listener listener;

    /** For the container. */
    public DicomListening(
            NodeConfiguration configuration,
            DicomNetwork network,
            InstanceIndex index,
            IndexedInstances indexed,
            NodeRegister register,
            MeterRegistry meters,
            DiskRoom room,
            StorageMeters storageMeters,
            OtherContents otherContents,
            OwnCalls ownCalls,
            LastCalls lastCalls,
            NodeFolders folders) {
        this.configuration = configuration;
        this.network = network;
        this.index = index;
        this.indexed = indexed;
        this.register = register;
        this.meters = meters;
        this.room = room;
        this.storageMeters = storageMeters;
        this.otherContents = otherContents;
        this.ownCalls = ownCalls;
        this.lastCalls = lastCalls;
        this.spoolFolder = folders.spool();
        this.succeeded = timer(meters, "success");
        this.failed = timer(meters, "failure");
    }

    /** The port that is listened on. */
    public int port() {
        return listener.port();
    }

    /** Whether the port takes connections: asked of the port itself, not of a flag. */
    public boolean isOpen() {
        InetAddress bound = configuration.dicomBindAddress();
        // Java would connect to the wildcard address by this machine's own name, which not every machine can look up.
        InetAddress asked = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(asked, port()), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            LOG.warnf("the DICOM port does not take connections: %s", e.getMessage());
            return false;
        }
    }

    void start(@Observes StartupEvent event) throws IOException, SQLException, InterruptedException {
        NodeSettings.Dicom dicom = configuration.node().dicom();
        ListenerSettings settings = new ListenerSettings(
                configuration.dicomBindAddress(),
                configuration.listenerPorts(),
                dicom.maxAssociations(),
                dicom.maxAssociationsPerHost(),
                dicom.maxPduLength(),
                dicom.timeouts());
        CallerPolicy policy = new CallerPolicy(configuration, ownCalls);
        Spool spool = new Spool(spoolFolder);
        store = new DurableStore(spool, index, register.process(), dicom.maxAssociations(), PATIENCE);
        new SharedLocks(spool.journals(), register).require();
        recovery = new RecoveryWatch(new Recovery(spool, index, new RegisteredNodes(register)));
        recovery.start();
        receiver = new StoreReceiver(store, admission(), this::measure);
        Gauge.builder("afterimage.receive.unfiled", store.filer(), Filer::waiting)
                .description("Instances that were acknowledged and are in the journal, not yet in the index")
                .register(meters);
        try {
            listener = network.serve(
                    settings,
                    policy,
                    services(policy),
                    new OpenAssociations(new AssociationLog(meters, lastCalls), store.filer()::alone));
        } catch (BindException e) {
            throw new ConfigurationException(
                    "The DICOM port " + dicom.bind() + ":" + dicom.port()
                            + (dicom.tls().isConfigured() ? " or " + dicom.tls().port() : "")
                            + " is taken or not of this machine; change dicom.port or dicom.tls.port in node.yaml.",
                    e);
        }
        LOG.infof(
                "listening: AE title %s on %s, ports %s%s",
                String.join(", ", configuration.node().aeTitles()),
                dicom.bind(),
                listener.ports(),
                dicom.tls().isConfigured() ? ", the last over TLS" : "");
    }

    void stop(@Observes ShutdownEvent event) throws IOException {
        if (listener != null) {
            listener.close();
        }
        if (store != null) {
            recovery.close();
            store.close();
        }
    }

    private Admission admission() {
        boolean refusing = configuration.node().storage().otherContent() == OtherContent.REFUSE;
        return new Admission(this::hasRoom, refusing ? Optional.of(otherContents) : Optional.empty());
    }

    private boolean hasRoom() {
        boolean takes = room.takesInstances();
        if (!takes) {
            storageMeters.refused();
        }
        return takes;
    }

    private Services services(CallerPolicy policy) {
        InstanceCommitment commitment = new InstanceCommitment(
                aeTitle -> configuration
                        .remote(aeTitle)
                        .filter(RemoteSettings.Remote::hasDicomPort)
                        .map(configuration::ae),
                policy::acceptsSopClass,
                this::find,
                spoolFolder);
        return NodeServices.of(receiver, commitment);
    }

    /** A sender may ask right after it sent, when its instances are safe and not yet in the index. */
    private Map<String, IndexedInstances.Row> find(Collection<String> sopInstanceUids) throws IOException {
        try {
            if (!store.filer().awaitFiled(PATIENCE)) {
                throw new IOException("received instances can't be filed now");
            }
            Map<String, IndexedInstances.Row> found = indexed.find(sopInstanceUids);
            long deadline = System.nanoTime() + FILED_BY_OTHERS.toNanos();
            while (found.size() < sopInstanceUids.size() && System.nanoTime() < deadline && !register.isAlone()) {
                Thread.sleep(PROBE_MILLIS / 4);
                found = indexed.find(sopInstanceUids);
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the node stops", e);
        }
    }

    private void measure(Status status, long nanos) {
        (status.isSuccess() ? succeeded : failed).record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Timer timer(MeterRegistry meters, String status) {
        return Timer.builder("afterimage.receive")
                .description("C-STORE requests answered, by kind of status, with the time each took")
                .tag("status", status)
                .register(meters);
    }
}
