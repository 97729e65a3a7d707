package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagTest {

    @Test
    void aTagIsWrittenAsTheStandardWritesIt() {
        assertThat(Tag.toString(Tag.SOP_CLASS_UID)).isEqualTo("(0008,0016)");
        assertThat(Tag.toString(Tag.PIXEL_DATA)).isEqualTo("(7FE0,0010)");
        assertThat(Tag.toString(Tag.of(0xFFFE, 0xE00D))).isEqualTo("(FFFE,E00D)");
    }

    @Test
    void everyConstantIsSpeltAfterItsKeyword() throws IllegalAccessException {
        List<Field> constants = Arrays.stream(Tag.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == int.class)
                .toList();
        assertThat(constants).hasSizeGreaterThan(300);
        for (Field constant : constants) {
            int tag = constant.getInt(null);
            if (Tag.group(tag) == 0xFFFE) {
                continue; // Items have no VR and so no place in the dictionary.
            }
            String keyword = Dictionary.lookup(tag).orElseThrow().keyword();
            assertThat(constant.getName().replace("_", "")).isEqualToIgnoringCase(keyword);
        }
    }

    @Test
    void oddGroupsArePrivateAndTheirFirstElementsReserveBlocks() {
        assertThat(Tag.isPrivate(Tag.of(0x0019, 0x1001))).isTrue();
        assertThat(Tag.isPrivate(Tag.PATIENT_NAME)).isFalse();
        assertThat(Tag.isPrivateCreator(Tag.of(0x0019, 0x0010))).isTrue();
        assertThat(Tag.isPrivateCreator(Tag.of(0x0019, 0x0100))).isFalse();
        assertThat(Tag.isPrivateCreator(Tag.PATIENT_NAME)).isFalse();
    }
}
