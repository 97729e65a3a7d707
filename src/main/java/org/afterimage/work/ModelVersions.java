package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import org.afterimage.model.ModelPackage;
import org.afterimage.provenance.ModelVersionEntity;

/** The model versions that the database knows, by which jobs say what made them. */
@ApplicationScoped
public class ModelVersions {
    private final EntityManager entities;

    /** For the container. */
    public ModelVersions(EntityManager entities) {
        this.entities = entities;
    }

    /** The row of a package, made in the caller's transaction when there is none. */
    ModelVersionEntity of(ModelPackage model) {
        return entities.createQuery(
                        "from ModelVersionEntity where modelId = :id and version = :version and sha256 = :sha256",
                        ModelVersionEntity.class)
                .setParameter("id", model.manifest().id())
                .setParameter("version", model.manifest().version())
                .setParameter("sha256", model.sha256())
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    ModelVersionEntity made = new ModelVersionEntity(
                            model.manifest().id(),
                            model.manifest().version(),
                            model.sha256(),
                            model.manifest().title(),
                            Instant.now());
                    entities.persist(made);
                    return made;
                });
    }
}
