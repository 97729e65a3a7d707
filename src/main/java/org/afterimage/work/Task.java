package org.afterimage.work;

import java.util.List;
import org.afterimage.check.BoneGates;
import org.afterimage.check.KernelGates;
import org.afterimage.check.OutputGates;
import org.afterimage.check.RadiographDomain;
import org.afterimage.check.SequenceDomain;
import org.afterimage.check.SequenceGates;
import org.afterimage.check.SliceDomain;
import org.afterimage.check.StyleGates;
import org.afterimage.check.TaskDomain;
import org.afterimage.model.BoneSuppressionSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.RadiographStyleSettings;
import org.afterimage.synthesize.BoneSuppressor;
import org.afterimage.synthesize.CtKernelHarmonizer;
import org.afterimage.synthesize.MissingSequenceSynthesizer;
import org.afterimage.synthesize.RadiographStyler;
import org.afterimage.synthesize.Synthesizer;

/**
 * What the node can do with a series: which input it takes, how it makes the result, and how it checks it.
 *
 * @param domain which series and images it takes
 * @param synthesizer how the result is made
 * @param gates how the result is checked
 */
public record Task(TaskDomain domain, Synthesizer synthesizer, OutputGates gates) {

    private static final List<Task> ALL = List.of(
            new Task(new RadiographDomain(BoneSuppressionSettings.TASK), new BoneSuppressor(), new BoneGates()),
            new Task(new SliceDomain(), new CtKernelHarmonizer(), new KernelGates()),
            new Task(new SequenceDomain(), new MissingSequenceSynthesizer(), new SequenceGates()),
            new Task(new RadiographDomain(RadiographStyleSettings.TASK), new RadiographStyler(), new StyleGates()));

    /**
     * @throws IllegalArgumentException if the three are not for one task
     */
    public Task {
        String name = synthesizer.task();
        if (!name.equals(domain.task()) || !name.equals(gates.task())) {
            throw new IllegalArgumentException(
                    name + ", " + domain.task() + " and " + gates.task() + " are not one task");
        }
    }

    /** Every task of this program. */
    public static List<Task> all() {
        return ALL;
    }

    /** The task that a model serves; manifests for other tasks are not read. */
    public static Task of(ModelManifest manifest) {
        return ALL.stream()
                .filter(task -> task.synthesizer().task().equals(manifest.task()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no task " + manifest.task()));
    }
}
