package org.afterimage.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The model packages of a folder, {@code <models>/<id>/<version>/configs/afterimage.yaml}. A package that does not hold together is
 * refused with a reason and disturbs no other. Other folders, such as {@code models/training}, are passed over.
 */
public final class ModelCatalogue {

    private static final String MANIFEST = "configs/afterimage.yaml";

    private final List<ModelPackage> packages;
    private final List<RefusedPackage> refused;
    private final String engine;

    private ModelCatalogue(List<ModelPackage> packages, List<RefusedPackage> refused, String engine) {
        this.packages = List.copyOf(packages);
        this.refused = List.copyOf(refused);
        this.engine = engine;
    }

    /**
     * Reads every package below a folder and checks its digest. An absent folder gives an empty catalogue.
     *
     * @param modelsFolder the folder that holds one folder a model
     * @throws UncheckedIOException if the folder itself cannot be listed
     */
    public static ModelCatalogue load(Path modelsFolder) {
        List<ModelPackage> packages = new ArrayList<>();
        List<RefusedPackage> refused = new ArrayList<>();
        for (Path model : foldersIn(modelsFolder)) {
            for (Path version : versionsOf(model, refused)) {
                try {
                    packages.add(read(version));
                } catch (IOException e) {
                    refused.add(new RefusedPackage(version, reasonOf(e)));
                }
            }
        }
        packages.sort(Comparator.comparing((ModelPackage p) -> p.manifest().id())
                .thenComparing(p -> new ModelVersion(p.manifest().version())));
        return new ModelCatalogue(packages, refused, "");
    }

    /**
     * As {@link #load(Path)}, and tries every network besides.
     *
     * @param inspection how networks are tried
     * @throws IOException if nothing can be tried on this machine
     */
    public static ModelCatalogue load(Path modelsFolder, NetworkInspection inspection) throws IOException {
        ModelCatalogue catalogue = load(modelsFolder);
        NetworkInspection.Findings findings = inspection.inspect(catalogue.packages);
        List<ModelPackage> fit = new ArrayList<>();
        List<RefusedPackage> refused = new ArrayList<>(catalogue.refused);
        for (ModelPackage model : catalogue.packages) {
            String reason = findings.refused().get(model.folder());
            if (reason == null) {
                fit.add(model);
            } else {
                refused.add(new RefusedPackage(model.folder(), reason));
            }
        }
        refused.sort(Comparator.comparing(RefusedPackage::folder));
        return new ModelCatalogue(fit, refused, findings.engine());
    }

    /**
     * Finds a package by the name that routes and command lines give it.
     *
     * @param name id of a model, of which the newest version is taken, or id@version
     */
    public Optional<ModelPackage> named(String name) {
        int at = name.indexOf('@');
        return at < 0 ? find(name, Optional.empty()) : find(name.substring(0, at), Optional.of(name.substring(at + 1)));
    }

    /**
     * Finds a package.
     *
     * @param id the model
     * @param version the version; the newest when absent
     */
    public Optional<ModelPackage> find(String id, Optional<String> version) {
        return packages.stream()
                .filter(p -> p.manifest().id().equals(id))
                .filter(p -> version.isEmpty() || p.manifest().version().equals(version.get()))
                .reduce((older, newer) -> newer);
    }

    /** The packages that can be used, by id and then from the oldest version to the newest. */
    public List<ModelPackage> packages() {
        return packages;
    }

    /** The packages that cannot be used, with the reason. */
    public List<RefusedPackage> refused() {
        return refused;
    }

    /** The engine on which the networks were tried; empty when they were not. */
    public String engine() {
        return engine;
    }

    /** The folders of a model that look like packages; one that cannot be listed is refused, and the others stay. */
    private static List<Path> versionsOf(Path model, List<RefusedPackage> refused) {
        try {
            return foldersIn(model).stream()
                    .filter(ModelCatalogue::looksLikePackage)
                    .toList();
        } catch (UncheckedIOException e) {
            refused.add(new RefusedPackage(model, e.getMessage()));
            return List.of();
        }
    }

    private static boolean looksLikePackage(Path folder) {
        return ModelVersion.isVersion(folder.getFileName().toString()) || Files.exists(folder.resolve(MANIFEST));
    }

    /**
     * Reads one package and checks its digest, its card, its licence and its metadata.
     *
     * @param folder the package's folder
     * @throws InvalidManifestException if the package does not hold together
     * @throws IOException if a file cannot be read
     */
    public static ModelPackage read(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new InvalidManifestException("", "there is no " + MANIFEST + " in this folder");
        }
        ModelManifest manifest = new ManifestReader().read(file);
        requireFolderName("id", manifest.id(), folder.getParent());
        requireFolderName("version", manifest.version(), folder);
        PackageDocuments.require(folder, manifest);
        Path onnx = requireNetwork(folder, "model", manifest.model());
        if (manifest.checker().isPresent()) {
            requireNetwork(folder, "checker", manifest.checker().get());
        }
        return new ModelPackage(folder, manifest, onnx, manifest.model().sha256());
    }

    private static Path requireNetwork(Path folder, String section, ModelManifest.Network network) throws IOException {
        Path onnx = folder.resolve(network.file()).normalize();
        if (!Files.isRegularFile(onnx)) {
            throw new InvalidManifestException(
                    section + ".file", "there is no file " + network.file() + " in this folder");
        }
        String sha256 = Sha256.of(onnx);
        if (!sha256.equals(network.sha256())) {
            throw new InvalidManifestException(
                    section + ".sha256",
                    "the file " + network.file() + " has the digest " + sha256 + ", the manifest says "
                            + network.sha256() + "; it is not the file that the package was made with");
        }
        return onnx;
    }

    private static void requireFolderName(String field, String value, Path folder) throws InvalidManifestException {
        String name = folder.getFileName().toString();
        if (!name.equals(value)) {
            throw new InvalidManifestException(field, "is '" + value + "', but the folder is named '" + name + "'");
        }
    }

    private static String reasonOf(IOException e) {
        return e instanceof InvalidManifestException ? e.getMessage() : "a file cannot be read: " + e.getMessage();
    }

    private static List<Path> foldersIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be listed", e);
        }
    }
}
