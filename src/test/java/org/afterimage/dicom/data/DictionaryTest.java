package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryTest {

    @Test
    void anElementHasTheKeywordNameVrAndMultiplicityOfTheStandard() {
        Dictionary.Entry patientName = Dictionary.lookup(0x00100010).orElseThrow();

        assertThat(patientName.keyword()).isEqualTo("PatientName");
        assertThat(patientName.name()).isEqualTo("Patient's Name");
        assertThat(patientName.vr()).isEqualTo(VR.PN);
        assertThat(patientName.vm()).isEqualTo("1");
        assertThat(patientName.retired()).isFalse();
        assertThat(Dictionary.lookup(0x00080008).orElseThrow().vm()).isEqualTo("2-n");
        assertThat(Dictionary.lookup(0x00280010).orElseThrow().vr()).isEqualTo(VR.US);
    }

    @Test
    void syntheticDataIsKnown() {
        Dictionary.Entry syntheticData = Dictionary.lookup(0x0008001C).orElseThrow();

        assertThat(syntheticData.keyword()).isEqualTo("SyntheticData");
        assertThat(syntheticData.vr()).isEqualTo(VR.CS);
    }

    @Test
    void elementsOfEditionsAfter2024AreKnown() {
        assertThat(Dictionary.lookup(0x0008001D).orElseThrow().keyword()).isEqualTo("SensitiveContentCodeSequence");
        assertThat(Dictionary.lookup(0x00189390).orElseThrow().vr()).isEqualTo(VR.SQ);
        assertThat(Dictionary.lookup(0x00102160).orElseThrow().retired()).isTrue();
    }

    @Test
    void repeatingGroupsStandForAllTheirEvenGroups() {
        assertThat(Dictionary.lookup(0x60003000).orElseThrow().keyword()).isEqualTo("OverlayData");
        assertThat(Dictionary.lookup(0x601E3000).orElseThrow().keyword()).isEqualTo("OverlayData");
        assertThat(Dictionary.lookup(0x50020010).orElseThrow().keyword()).isEqualTo("NumberOfPoints");
        assertThat(Dictionary.lookup(0x002031AA).orElseThrow().keyword()).isEqualTo("SourceImageIDs");
        assertThat(Dictionary.lookup(0x60013000)).isEmpty();
        assertThat(Dictionary.lookup(0x61003000)).isEmpty();
    }

    @Test
    void whereTheStandardLeavesAChoiceTheDefaultIsWhatImplicitVrImplies() {
        assertThat(Dictionary.vrOf(Tag.PIXEL_DATA)).isEqualTo(VR.OW);
        assertThat(Dictionary.vrOf(Tag.LUT_DATA)).isEqualTo(VR.OW);
        assertThat(Dictionary.vrOf(Tag.PIXEL_PADDING_VALUE, false)).isEqualTo(VR.US);
        assertThat(Dictionary.vrOf(Tag.PIXEL_PADDING_VALUE, true)).isEqualTo(VR.SS);
        assertThat(Dictionary.vrOf(Tag.ROWS, true)).isEqualTo(VR.US);
    }

    @Test
    void privateElementsAreUnknownExceptForTheirCreators() {
        assertThat(Dictionary.vrOf(0x00190010)).isEqualTo(VR.LO);
        assertThat(Dictionary.vrOf(0x00191001)).isEqualTo(VR.UN);
        assertThat(Dictionary.vrOf(0x00190000)).isEqualTo(VR.UL);
    }

    @Test
    void commandElementsAreKnown() {
        assertThat(Dictionary.vrOf(Tag.AFFECTED_SOP_INSTANCE_UID)).isEqualTo(VR.UI);
        assertThat(Dictionary.vrOf(Tag.STATUS)).isEqualTo(VR.US);
    }
}
