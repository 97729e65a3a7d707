package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterimage.dicom.data.Uid;
import org.junit.jupiter.api.Test;

class TransferSyntaxTest {

    @Test
    void everyTransferSyntaxIsFoundByItsUid() {
        assertThat(TransferSyntax.all()).hasSizeGreaterThan(50).allSatisfy(syntax -> {
            assertThat(Uid.isValid(syntax.uid())).isTrue();
            assertThat(TransferSyntax.of(syntax.uid())).contains(syntax);
        });
        assertThat(TransferSyntax.of("1.2.3")).isEmpty();
    }

    @Test
    void onlyTheDefaultLeavesValueRepresentationsOut() {
        assertThat(TransferSyntax.all())
                .filteredOn(syntax -> !syntax.explicitVr())
                .containsExactly(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(TransferSyntax.all())
                .filteredOn(TransferSyntax::bigEndian)
                .containsExactly(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
        assertThat(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.deflated()).isTrue();
        assertThat(TransferSyntax.RLE_LOSSLESS.encapsulated()).isTrue();
        assertThat(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.encapsulated()).isFalse();
    }

    @Test
    void videosAndPixelsElsewhereAreNoImagesOfTheirOwn() {
        assertThat(TransferSyntax.all())
                .filteredOn(TransferSyntax::isVideo)
                .hasSize(16)
                .allSatisfy(syntax -> assertThat(syntax.name()).containsAnyOf("MPEG", "HEVC"));
        assertThat(TransferSyntax.all())
                .filteredOn(syntax -> !syntax.isVideo())
                .noneSatisfy(syntax -> assertThat(syntax.name()).containsAnyOf("MPEG", "HEVC"));
        assertThat(TransferSyntax.all())
                .filteredOn(TransferSyntax::isReferenced)
                .hasSize(4)
                .allSatisfy(syntax -> assertThat(syntax.name()).startsWith("JPIP"));
        assertThat(TransferSyntax.all())
                .filteredOn(TransferSyntax::isUncompressed)
                .containsExactly(
                        TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
    }
}
