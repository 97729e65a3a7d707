package org.afterimage.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tries the networks of packages, so that one that does not fit its manifest is refused before a patient's images meet it. */
@FunctionalInterface
public interface NetworkInspection {

    /**
     * What came of it.
     *
     * @param engine name of the engine that tried them; empty when there was nothing to try
     * @param refused why not, by the folder of the package; packages that fit are absent
     */
    record Findings(String engine, Map<Path, String> refused) {
        public Findings {
            refused = Map.copyOf(refused);
        }
    }

    /**
     * Tries networks.
     *
     * @param packages whose manifest and digest are in order
     * @throws IOException if nothing can be tried on this machine, whatever the packages are
     */
    Findings inspect(List<ModelPackage> packages) throws IOException;
}
