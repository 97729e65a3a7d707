package org.afterimage.evaluate;

import java.util.OptionalDouble;
import org.afterimage.evaluate.texture.Discretisation;

/** How the images of one task are compared: in which units, over which range, with which features. Each task has its own. */
interface Yardstick {

    /** The task that it serves, as manifests name it. */
    String task();

    /**
     * Brings the images of a case to the units in which they are compared.
     *
     * @param images the images as read
     * @param dataRange the range that relative figures refer to, in the units of the truth; not above 0 for the task's own
     * @throws CaseSkippedException if the images cannot be brought to these units
     */
    Reading read(CaseImages images, double dataRange) throws CaseSkippedException;

    /** The unit of the values, for tables. */
    String unit();

    /** Where the units and the range come from, in a sentence for the report. */
    String explanation();

    /** Whether the first source shows the same quantity as the truth, so that figures before the model mean something. */
    boolean sourceIsComparable();

    /** Whether the model changes the region alone, so that what it leaves elsewhere is the source. */
    boolean onlyRegionChanges();

    /** How grey levels are made for texture features. */
    Discretisation discretisation();

    /**
     * Part of the data range by which a spot must be brighter than the truth to count as made up; empty where no task of this kind makes
     * anything up that is bright.
     */
    OptionalDouble falseContrast();

    /** Part of the data range below which a lesion of the truth counts as invisible, so that its contrast is not measured. */
    double visibleContrast();
}
