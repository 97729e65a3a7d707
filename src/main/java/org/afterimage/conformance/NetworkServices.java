package org.afterimage.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.SupportedService;
import org.afterimage.model.ModelPackage;

/** The SOP classes of the node with its role in each. */
final class NetworkServices {
    private final List<Row> rows = new ArrayList<>();

    /**
     * One SOP class.
     *
     * @param service the service class
     * @param uid the SOP class
     * @param scu whether the node uses it
     * @param scp whether the node provides it
     */
    record Row(String service, String uid, boolean scu, boolean scp) {
        /** Both roles of the same SOP class. */
        Row and(Row other) {
            return new Row(service, uid, scu || other.scu, scp || other.scp);
        }
    }

    NetworkServices(StatementSource source) {
        Map<String, Row> byUid = new LinkedHashMap<>();
        List<String> stored = source.storedSopClasses();
        Set<String> sent = sent(source);
        for (SupportedService service : source.provided()) {
            boolean scp = service.role() == SupportedService.Role.SCP;
            classes(service, stored)
                    .forEach(uid -> byUid.merge(uid, new Row(service.name(), uid, !scp, scp), Row::and));
        }
        for (SupportedService service : source.used()) {
            classes(service, sent)
                    .forEach(uid -> byUid.merge(uid, new Row(service.name(), uid, true, false), Row::and));
        }
        rows.addAll(byUid.values());
    }

    /** A service that names no SOP classes is Storage: configuration says which. */
    private static Collection<String> classes(SupportedService service, Collection<String> storage) {
        return service.sopClassUids().isEmpty() ? storage : service.sopClassUids();
    }

    /** All rows. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    /**
     * The storage classes that are sent: those of the sources that the routed models accept, since a derived object has its source's, and
     * that of rejection notes.
     */
    static Set<String> sent(StatementSource source) {
        Set<String> sent = new TreeSet<>();
        if (!source.routedModels().isEmpty()) {
            sent.add(SopClass.KEY_OBJECT_SELECTION_DOCUMENT);
        }
        for (ModelPackage model : source.routedModels()) {
            sent.addAll(model.manifest().accepts().sopClass());
        }
        return sent;
    }
}
