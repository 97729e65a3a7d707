package org.afterimage.render;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;

/** Puts the frames of a series in the order in which a person scrolls through them. */
@ApplicationScoped
public class SeriesStacks {

    /** Frames of the series that were asked for last; a person goes back and forth between two or three. */
    private static final int MOST_FRAMES_KEPT = 20_000;

    private static final double PARALLEL = 1e-3;

    private final Map<List<StoredInstance>, Stack> kept = new LinkedHashMap<>(16, 0.75f, true);
    private int framesKept;

    /** Keeps nothing yet. */
    public SeriesStacks() {}

    /**
     * The frames of a series.
     *
     * @param frames in order: by their places where all lie in parallel planes, else by Instance Number
     * @param leftOut how many instances that are no images or can't be read
     */
    public record Stack(List<StackFrame> frames, int leftOut) {
        /** Keeps its own list. */
        public Stack {
            frames = List.copyOf(frames);
        }
    }

    /** The stack of a series; an instance that can't be read is left out and counted. */
    public Stack of(List<StoredInstance> instances) {
        List<StoredInstance> key = List.copyOf(instances);
        synchronized (kept) {
            Stack known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        Stack stack = read(key);
        keep(key, stack);
        return stack;
    }

    private void keep(List<StoredInstance> key, Stack stack) {
        if (stack.leftOut() > 0 || stack.frames().size() > MOST_FRAMES_KEPT) {
            return;
        }
        synchronized (kept) {
            Stack before = kept.put(key, stack);
            framesKept += stack.frames().size()
                    - (before == null ? 0 : before.frames().size());
            var oldest = kept.entrySet().iterator();
            while (framesKept > MOST_FRAMES_KEPT) {
                framesKept -= oldest.next().getValue().frames().size();
                oldest.remove();
            }
        }
    }

    private static Stack read(List<StoredInstance> instances) {
        List<StackFrame> frames = new ArrayList<>();
        int leftOut = 0;
        for (StoredInstance instance : instances) {
            try {
                DataSet header =
                        Part10.readHeader(instance.file(), Limits.defaults()).dataSet();
                frames.addAll(FrameGeometry.of(header, instance.sopInstanceUid()));
            } catch (DicomFormatException e) {
                leftOut++; // a report, a damaged file: what can be shown is shown, and the page says how many are not
            } catch (IOException e) {
                leftOut++; // purged since it was looked up
            }
        }
        return new Stack(ordered(frames), leftOut);
    }

    static List<StackFrame> ordered(List<StackFrame> frames) {
        List<StackFrame> sorted = new ArrayList<>(frames);
        Comparator<StackFrame> byNumber = Comparator.comparing(
                        StackFrame::instanceNumber, Comparator.nullsLast(Comparator.<Integer>naturalOrder()))
                .thenComparing(StackFrame::frame)
                .thenComparing(StackFrame::sopInstanceUid);
        if (frames.isEmpty() || !parallel(frames)) {
            sorted.sort(byNumber);
            return sorted;
        }
        double[] normal = normal(frames.get(0).orientation());
        sorted.replaceAll(frame -> frame.at(dot(frame.position(), normal)));
        sorted.sort(Comparator.comparing(StackFrame::place).thenComparing(byNumber));
        return sorted;
    }

    private static boolean parallel(List<StackFrame> frames) {
        double[] first = frames.get(0).orientation();
        for (StackFrame frame : frames) {
            if (frame.position() == null || frame.orientation() == null) {
                return false;
            }
            for (int i = 0; i < first.length; i++) {
                if (Math.abs(frame.orientation()[i] - first[i]) > PARALLEL) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double[] normal(double[] o) {
        return new double[] {o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
