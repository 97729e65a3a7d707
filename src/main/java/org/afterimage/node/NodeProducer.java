package org.afterimage.node;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives the container this node's configuration, folders and DICOM network. */
@ApplicationScoped
public class NodeProducer {
    @Produces
    @Singleton
    NodeConfiguration configuration(@ConfigProperty(name = "afterimage.conf") String folder) {
        return NodeConfiguration.read(Path.of(folder));
    }

    @Produces
    @Singleton
    NodeFolders folders(
            NodeConfiguration configuration,
            @ConfigProperty(name = "afterimage.data") String data,
            @ConfigProperty(name = "afterimage.models") String models) {
        String shared = configuration.node().cluster().folder();
        return new NodeFolders(Path.of(data), Path.of(shared == null ? data : shared), Path.of(models));
    }

    @Produces
    @Singleton
    DicomNetwork network() {
        return new UpperLayerNetwork();
    }
}
