package org.afterimage.model;

/** Reads what a manifest says for one task; each task has its own. */
interface TaskReader {

    /** The task, as manifests name it. */
    String task();

    /**
     * Reads the task's sections.
     *
     * @param root the manifest, without the sections that all tasks share
     * @param accepts the declared domain, of which a task may need more than every manifest must say
     * @param network the tensors
     * @throws InvalidManifestException if a field is unknown, missing, badly typed or out of range, or the tensors are not the task's
     */
    TaskSettings read(ManifestFields root, Accepts accepts, ModelManifest.Network network)
            throws InvalidManifestException;

    /**
     * Refuses a checking network whose tensors are not the task's.
     *
     * @param settings what {@link #read} gave
     */
    default void requireChecker(TaskSettings settings, ModelManifest.Network checker) throws InvalidManifestException {
        throw new InvalidManifestException("checker", "must not be there: this task has none");
    }

    /** Refuses a manifest that says nothing of something that this task must know. */
    static void require(boolean said, String field) throws InvalidManifestException {
        if (!said) {
            throw new InvalidManifestException(field, "is missing");
        }
    }
}
