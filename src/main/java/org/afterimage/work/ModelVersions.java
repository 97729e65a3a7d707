package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Optional;
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

    /** The row of a package, made in the caller's transaction when there is none; another node may make the same at this moment. */
    ModelVersionEntity of(ModelPackage model) {
        return find(model).orElseGet(() -> {
            entities.createNativeQuery("""
                            insert into model_version (model_id, version, sha256, title, registered_at)
                            values (:id, :version, :sha256, :title, :now) on conflict do nothing
                            """)
                    .setParameter("id", model.manifest().id())
                    .setParameter("version", model.manifest().version())
                    .setParameter("sha256", model.sha256())
                    .setParameter("title", model.manifest().title())
                    .setParameter("now", Instant.now())
                    .executeUpdate();
            return find(model).orElseThrow();
        });
    }

    private Optional<ModelVersionEntity> find(ModelPackage model) {
        return entities.createQuery(
                        "from ModelVersionEntity where modelId = :id and version = :version and sha256 = :sha256",
                        ModelVersionEntity.class)
                .setParameter("id", model.manifest().id())
                .setParameter("version", model.manifest().version())
                .setParameter("sha256", model.sha256())
                .getResultStream()
                .findFirst();
    }
}
