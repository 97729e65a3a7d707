package org.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.junit.jupiter.api.Test;

/** Each method of the REST interface says which right it needs, and is described. */
class ApiRightsTest {
    private static final List<Method> METHODS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.afterimage").stream()
                    .filter(type -> type.isAnnotatedWith(Path.class))
                    .map(JavaClass::reflect)
                    .filter(type -> ApiPath.isOf(type.getAnnotation(Path.class).value()))
                    .flatMap(ApiRightsTest::resourceMethods)
                    .toList();

    private static Stream<Method> resourceMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(ApiRightsTest::isOfHttp);
    }

    private static boolean isOfHttp(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    @Test
    void eachMethodSaysWhichRightItNeeds() {
        assertThat(METHODS).hasSizeGreaterThan(60);
        assertThat(METHODS).allMatch(method -> method.isAnnotationPresent(NeedsRight.class));
    }

    @Test
    void whatChangesSomethingMakesItsOwnEntryInTheAuditLogWithBeforeAndAfter() {
        assertThat(METHODS)
                .filteredOn(method -> !method.isAnnotationPresent(GET.class))
                .hasSizeGreaterThan(25)
                .allSatisfy(method -> assertThat(method.getAnnotation(NeedsRight.class))
                        .as(method.toString())
                        .matches(needs -> needs.changesNothing() != needs.logsItself()));
        assertThat(METHODS)
                .filteredOn(method -> method.isAnnotationPresent(GET.class))
                .noneMatch(method -> method.getAnnotation(NeedsRight.class).logsItself());
    }

    @Test
    void eachMethodIsDescribed() {
        assertThat(METHODS)
                .allSatisfy(method -> assertThat(method.getAnnotation(Operation.class))
                        .as(method.toString())
                        .isNotNull()
                        .extracting(Operation::summary)
                        .asString()
                        .isNotBlank());
        assertThat(METHODS).allMatch(method -> method.getDeclaringClass().isAnnotationPresent(Tag.class));
    }

    @Test
    void whoMayOnlyLookChangesNothing() {
        assertThat(METHODS)
                .filteredOn(method -> method.getAnnotation(NeedsRight.class).value() == Right.VIEW)
                .allMatch(method -> method.isAnnotationPresent(GET.class)
                        || method.getAnnotation(NeedsRight.class).changesNothing());
    }
}
