package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.route.RouteTable;
import org.afterimage.route.Sender;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/** Explains what the routes in force make of studies that the node has received, and of single files. */
@ApplicationScoped
public class StoredStudies {
    private final EntityManager entities;
    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final NodeFolders folders;

    /** For the container. */
    public StoredStudies(EntityManager entities, ActiveRoutes routes, ModelCatalogue catalogue, NodeFolders folders) {
        this.entities = entities;
        this.routes = routes;
        this.catalogue = catalogue;
        this.folders = folders;
    }

    /**
     * Explains a study.
     *
     * @param at as if it were decided then
     * @return one explanation a series and route; empty when the node never received the study
     * @throws IOException if its files can't be read
     */
    @Transactional
    public Optional<List<Explanation>> explain(String studyInstanceUid, ZonedDateTime at) throws IOException {
        return explain(studyInstanceUid, at, routes.table());
    }

    /**
     * Explains a study by routes that are not, or not yet, in force.
     *
     * @throws IOException if its files can't be read
     */
    @Transactional
    public Optional<List<Explanation>> explain(String studyInstanceUid, ZonedDateTime at, RouteTable by)
            throws IOException {
        Optional<StudyEntity> study = entities.createQuery(
                        "from StudyEntity where studyInstanceUid = :uid", StudyEntity.class)
                .setParameter("uid", studyInstanceUid)
                .getResultStream()
                .findFirst();
        if (study.isEmpty()) {
            return Optional.empty();
        }
        List<ExplainedSeries> series = new ArrayList<>();
        for (SeriesEntity one : study.get().series()) {
            List<SourceInstance> instances = new ArrayList<>();
            for (InstanceEntity instance : one.instances()) {
                if (instance.purge() == null) {
                    instances.addAll(SourceFiles.open(folders.spool().resolve(instance.file())));
                }
            }
            if (instances.isEmpty()) {
                continue;
            }
            SourceSeries files = new SourceSeries(studyInstanceUid, one.seriesInstanceUid(), instances);
            series.add(new ExplainedSeries(files, SeriesHeaders.sender(one), at));
        }
        if (series.isEmpty()) {
            throw new IOException(PurgedSources.sentence(study.get().series()).orElse("it has no instances")
                    + ". What was decided then is in GET /api/studies/" + studyInstanceUid);
        }
        return Optional.of(new RouteExplainer(by, catalogue).explain(series));
    }

    /**
     * Explains one instance as a series of its own.
     *
     * @param at as if it were decided then
     * @throws IOException if it is no DICOM file that can be read
     */
    public List<Explanation> explain(Path file, Sender sender, ZonedDateTime at) throws IOException {
        return explain(file, sender, at, routes.table());
    }

    /**
     * Explains one instance by routes that are not, or not yet, in force.
     *
     * @throws IOException if it is no DICOM file that can be read
     */
    public List<Explanation> explain(Path file, Sender sender, ZonedDateTime at, RouteTable by) throws IOException {
        List<SourceInstance> images = SourceFiles.open(file);
        DataSet header = images.get(0).object().dataSet();
        SourceSeries files =
                new SourceSeries(uid(header, Tag.STUDY_INSTANCE_UID), uid(header, Tag.SERIES_INSTANCE_UID), images);
        return new RouteExplainer(by, catalogue).explain(List.of(new ExplainedSeries(files, sender, at)));
    }

    private static String uid(DataSet header, int tag) throws IOException {
        return header.string(tag).orElseThrow(() -> new IOException(Tag.toString(tag) + " is missing"));
    }
}
