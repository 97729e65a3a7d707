package org.afterimage.provenance;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A model package that was used, told apart by the digest of its weights. */
@Entity
@Table(name = "model_version")
public class ModelVersionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "model_id")
    private String modelId;

    private String version;
    private String sha256;
    private String title;

    @Column(name = "registered_at")
    private Instant registeredAt;

    /** For Hibernate. */
    protected ModelVersionEntity() {}

    /** Records a package when it is first used. */
    public ModelVersionEntity(String modelId, String version, String sha256, String title, Instant registeredAt) {
        this.modelId = modelId;
        this.version = version;
        this.sha256 = sha256;
        this.title = title;
        this.registeredAt = registeredAt;
    }

    /** The row's number. */
    public Long id() {
        return id;
    }

    /** The package's id. */
    public String modelId() {
        return modelId;
    }

    /** The package's version. */
    public String version() {
        return version;
    }

    /** SHA-256 of the ONNX file. */
    public String sha256() {
        return sha256;
    }

    /** The package's title. */
    public String title() {
        return title;
    }
}
