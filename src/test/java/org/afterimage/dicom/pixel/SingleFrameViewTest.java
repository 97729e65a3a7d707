package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;

/** What functional groups say of a frame, where images of one frame say it. */
class SingleFrameViewTest {

    @Test
    void aCtFrameHasItsGeometryUnitsWindowAndTypeWhereASingleSliceHasThem() throws Exception {
        DataSet frame = new SingleFrameView(EnhancedImages.ct()).frame(1);
        assertThat(frame.decimals(Tag.IMAGE_POSITION_PATIENT)).containsExactly(-10, -20, 2.5);
        assertThat(frame.decimals(Tag.IMAGE_ORIENTATION_PATIENT)).hasSize(6);
        assertThat(frame.decimals(Tag.PIXEL_SPACING)).hasSize(2);
        assertThat(frame.decimals(Tag.RESCALE_INTERCEPT)).containsExactly(-1024);
        assertThat(frame.decimals(Tag.WINDOW_CENTER)).containsExactly(40);
        assertThat(frame.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "PRIMARY", "AXIAL", "NONE");
        assertThat(frame.item(Tag.ANATOMIC_REGION_SEQUENCE)).isPresent();
        assertThat(frame.string(Tag.IRRADIATION_EVENT_UID)).contains("2.25.706");
        assertThat(frame.string(Tag.PATIENT_ID)).contains("E1");
    }

    @Test
    void aFrameIsNoMultiFrameImage() throws Exception {
        DataSet frame = new SingleFrameView(EnhancedImages.ct()).frame(0);
        for (int tag : new int[] {
            Tag.NUMBER_OF_FRAMES,
            Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
            Tag.DIMENSION_INDEX_SEQUENCE,
            Tag.PIXEL_DATA
        }) {
            assertThat(frame.contains(tag)).as(Tag.toString(tag)).isFalse();
        }
        assertThat(PixelFormat.of(frame).frames()).isEqualTo(1);
    }

    @Test
    void anMrFrameHasItsTimesAndSequenceWhereASingleSliceHasThem() throws Exception {
        DataSet image = EnhancedImages.mr().putString(Tag.ECHO_PULSE_SEQUENCE, "GRADIENT");
        image.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE)
                .orElseThrow()
                .putItems(
                        Tag.MR_MODIFIER_SEQUENCE,
                        new DataSet().putString(Tag.INVERSION_RECOVERY, "YES").putDecimals(Tag.INVERSION_TIMES, 970))
                .putItems(
                        Tag.MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE,
                        new DataSet().putString(Tag.REPETITION_TIME, "2000"));
        DataSet frame = new SingleFrameView(image).frame(2);
        assertThat(frame.decimals(Tag.ECHO_TIME)).containsExactly(12.5);
        assertThat(frame.decimals(Tag.INVERSION_TIME)).containsExactly(970);
        assertThat(frame.decimals(Tag.REPETITION_TIME)).containsExactly(2000);
        assertThat(frame.strings(Tag.SCANNING_SEQUENCE)).containsExactly("GR", "IR");
        assertThat(frame.string(Tag.ACQUISITION_CONTRAST)).contains("T1");
        assertThat(frame.decimals(Tag.WINDOW_CENTER)).containsExactly(102);
    }

    @Test
    void aContrastAgentCountsUnlessTheFrameDeniesIt() throws Exception {
        DataSet image = EnhancedImages.ct()
                .putItems(Tag.CONTRAST_BOLUS_AGENT_SEQUENCE, new DataSet().putString(Tag.CODE_MEANING, "Iohexol"));
        image.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)
                .get(0)
                .putItems(
                        Tag.CONTRAST_BOLUS_USAGE_SEQUENCE,
                        new DataSet().putString(Tag.CONTRAST_BOLUS_AGENT_ADMINISTERED, "NO"));
        SingleFrameView view = new SingleFrameView(image);
        assertThat(view.frame(0).string(Tag.CONTRAST_BOLUS_AGENT)).isEmpty();
        assertThat(view.frame(1).string(Tag.CONTRAST_BOLUS_AGENT)).contains("Iohexol");
    }

    @Test
    void aHeaderHasBothAndTheImageIsNotChanged() throws Exception {
        DataSet image = EnhancedImages.ct();
        DataSet header = SingleFrameView.header(image);
        assertThat(header.decimals(Tag.PIXEL_SPACING)).hasSize(2);
        assertThat(header.integer(Tag.NUMBER_OF_FRAMES)).hasValue(EnhancedImages.FRAMES);
        assertThat(header.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)).hasSize(EnhancedImages.FRAMES);
        assertThat(image).isEqualTo(EnhancedImages.ct());
    }

    @Test
    void aHeaderWithoutFunctionalGroupsOrWithDamagedOnesStaysAsItIs() {
        DataSet single = new DataSet().putString(Tag.MODALITY, "CT");
        assertThat(SingleFrameView.header(single)).isSameAs(single);
        DataSet damaged = EnhancedImages.ct().putIntegers(Tag.NUMBER_OF_FRAMES, 2);
        assertThat(SingleFrameView.header(damaged)).isSameAs(damaged);
    }
}
