package org.afterimage.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.afterimage.dicom.net.DimseRefusal;
import org.afterimage.dicom.net.NetworkFacts;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.Status;
import org.afterimage.receive.ReceiveRefusal;
import org.junit.jupiter.api.Test;

/** What the statement lists is what the code uses: constants that the code names elsewhere would be missing from it. */
class EnumerationsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.afterimage");
    /** The demonstration's PACS is no part of the node. */
    private static final String STAND_IN = "org.afterimage.cli.StandInPacs";

    @Test
    void everyRejectionThatTheCodeNamesIsListed() {
        assertThat(constantsNamed(Rejection.class, NetworkFacts.class.getName(), STAND_IN))
                .isEqualTo(namesOf(Rejection.class, NetworkFacts.rejections().keySet()));
    }

    @Test
    void everyStatusButSuccessComesFromAList() {
        Set<String> elsewhere =
                constantsNamed(Status.class, DimseRefusal.class.getName(), ReceiveRefusal.class.getName(), STAND_IN);
        elsewhere.remove("SUCCESS");
        assertThat(elsewhere)
                .as("statuses that are named outside DimseRefusal and ReceiveRefusal")
                .isEmpty();
    }

    /** The constants of a class that classes name, itself and some others aside. */
    private static Set<String> constantsNamed(Class<?> owner, String... aside) {
        Set<String> names = new TreeSet<>();
        CLASSES.stream()
                .filter(type -> !type.isEquivalentTo(owner))
                .filter(type -> !Set.of(aside).contains(type.getName().replaceFirst("\\$.*", "")))
                .filter(type -> !type.getPackageName().equals("org.afterimage.conformance"))
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .filter(access -> access.getTargetOwner().isEquivalentTo(owner))
                .filter(access -> access.getTarget().getRawType().isEquivalentTo(owner))
                .forEach(access -> names.add(access.getName()));
        return names;
    }

    private static Set<String> namesOf(Class<?> owner, Set<?> values) {
        return Arrays.stream(owner.getFields())
                .filter(field -> values.contains(valueOf(field)))
                .map(Field::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Object valueOf(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
