package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SopClassTest {

    @Test
    void storageClassesHaveTheirNames() {
        assertThat(SopClass.nameOf(SopClass.CR_IMAGE)).isEqualTo("Computed Radiography Image Storage");
        assertThat(SopClass.nameOf(SopClass.DX_IMAGE_FOR_PRESENTATION))
                .isEqualTo("Digital X-Ray Image Storage - For Presentation");
        assertThat(SopClass.nameOf("1.2.3.4")).isEqualTo("1.2.3.4");
    }

    @Test
    void theStorageClassesAreThoseThatStoreInstances() {
        assertThat(SopClass.storage())
                .contains(
                        SopClass.CT_IMAGE,
                        SopClass.ENHANCED_MR_IMAGE,
                        SopClass.LEGACY_CONVERTED_ENHANCED_CT_IMAGE,
                        "1.2.840.10008.5.1.4.1.1.88.33",
                        "1.2.840.10008.5.1.4.1.1.104.1")
                .doesNotContain(
                        SopClass.VERIFICATION,
                        SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                        "1.2.840.10008.1.3.10",
                        "1.2.840.10008.5.1.4.1.2.2.1");
    }
}
