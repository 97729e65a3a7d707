package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.derive.DerivedInstance;
import org.afterimage.dicom.io.Part10;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.Pictures;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.work.Pipeline;

/** The folder that {@code synthesize} fills: {@code derived-N.dcm}, and pictures in {@code pictures-N/}. */
final class SeriesOutput {
    private static final int MOST_PICTURED = 4; // of a stack of slices the middle one is pictured

    private final Path folder;
    private int count;

    SeriesOutput(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** A derived instance and its file. */
    record Written(Path file, DerivedInstance derived) {}

    List<Written> write(ModelPackage model, Pipeline.Synthesised made) throws IOException {
        List<Written> written = new ArrayList<>();
        List<List<SyntheticInstance>> images = made.synthetic().byReceivedInstance();
        int size = made.derived().instances().size();
        for (int i = 0; i < size; i++) {
            count++;
            DerivedInstance derived = made.derived().instances().get(i);
            SyntheticInstance synthetic = middle(images.get(i));
            Path file = folder.resolve("derived-" + count + ".dcm");
            Part10.write(file, derived.dataSet(), derived.transferSyntax());
            if (size <= MOST_PICTURED || i == size / 2) {
                new Pictures()
                        .write(synthetic, model.manifest().derivation().label(), folder.resolve("pictures-" + count));
            }
            written.add(new Written(file, derived));
        }
        return written;
    }

    private static SyntheticInstance middle(List<SyntheticInstance> images) {
        return images.get(images.size() / 2);
    }
}
