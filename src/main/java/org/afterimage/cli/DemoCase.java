package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.start.SimulatedStudy;

/**
 * One task of the demo: what is sent, and which model it is for.
 *
 * @param name of the task's route, and of its folder
 * @param title what people read
 * @param modality by which its route takes it
 * @param model id of the package, for which there is a simulated study
 * @param label what was done, for the pictures
 */
record DemoCase(String name, String title, String modality, String model, String label) {
    private static final List<DemoCase> ALL = List.of(
            new DemoCase(
                    "bone-suppression",
                    "a simulated chest radiograph, without its bones",
                    "DX",
                    "chest-bone-suppression",
                    "bone suppressed"),
            new DemoCase(
                    "radiograph-style",
                    "a simulated chest radiograph, in the target style",
                    "CR",
                    "chest-style",
                    "harmonised"),
            new DemoCase(
                    "ct-kernel",
                    "simulated CT slices of a sharp kernel, as a smooth one would have made them",
                    "CT",
                    "ct-kernel-sharp-to-smooth",
                    "smooth kernel"),
            new DemoCase(
                    "missing-sequence",
                    "T1 and T2 of a simulated head, and the FLAIR that was not acquired",
                    "MR",
                    "mr-flair-synthesis",
                    "synthetic FLAIR"));

    /**
     * The tasks whose model packages are in a folder. The first task is shown in any case: without its package the demo says what is missing.
     */
    static List<DemoCase> of(Path models) {
        List<DemoCase> cases = new ArrayList<>(List.of(ALL.get(0)));
        ALL.stream()
                .skip(1)
                .filter(one -> Files.isDirectory(models.resolve(one.model())))
                .forEach(cases::add);
        return List.copyOf(cases);
    }

    /** The files of its study. */
    List<Path> files() throws IOException, DemoStageException {
        try {
            return SimulatedStudy.forModel(model).orElseThrow().files(NodeOptions.home());
        } catch (NoSuchFileException e) {
            throw new DemoStageException(
                    "prepare", "the folder " + e.getFile() + " with the simulated study is not there.");
        }
    }

    /** Its folder below that of the demo; the first task's files lie in the demo's folder itself. */
    Path folder(Path out) {
        return equals(ALL.get(0)) ? out : out.resolve(name);
    }

    /** Its route, in {@code routes.yaml}. */
    String route(String destination) {
        return """
                  - name: %s
                    match: { Modality: [%s] }
                    model: %s
                    destination: %s
                """.formatted(name, modality, model, destination);
    }
}
