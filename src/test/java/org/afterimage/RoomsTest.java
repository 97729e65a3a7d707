package org.afterimage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call whom: the arrows between the rooms. */
class RoomsTest {
    private static final String ROOT = "org.afterimage.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.afterimage");

    /** A room and the other rooms that it may call. */
    static Stream<Arguments> arrows() {
        return Stream.of(
                arrow("dicom.data"),
                arrow("dicom.io", "dicom.data"),
                arrow("dicom.pixel", "dicom.data", "dicom.io"),
                arrow("dicom.tls"),
                arrow("dicom.net", "dicom.tls", "dicom.data", "dicom.io"),
                arrow("database"),
                arrow("fault"),
                arrow("provenance", "node", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("provenance.story"),
                arrow("provenance.chain", "provenance", "node", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("model"),
                arrow("infer.tensorrt", "model"),
                arrow("infer", "model"),
                arrow("node", "dicom.data", "dicom.io", "dicom.tls", "dicom.net"),
                arrow("receive.journal"),
                arrow("storage", "node", "fault"),
                arrow("cluster", "node"),
                arrow("notify", "node", "storage"),
                arrow(
                        "receive",
                        "node",
                        "cluster",
                        "provenance",
                        "fault",
                        "storage",
                        "dicom.data",
                        "dicom.io",
                        "dicom.net"),
                arrow("route", "node", "dicom.data", "dicom.io", "dicom.pixel", "dicom.net"),
                arrow("configuration", "node", "route", "model"),
                arrow("synthesize", "model", "infer", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("check", "model", "infer", "synthesize", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("check.measure", "synthesize"),
                arrow("derive", "model", "synthesize", "check", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("render", "dicom.data", "dicom.io", "dicom.pixel"),
                arrow("deliver", "node", "dicom.data", "dicom.io", "dicom.tls", "dicom.net", "dicom.pixel"),
                arrow(
                        "work",
                        "node",
                        "cluster",
                        "route",
                        "model",
                        "infer",
                        "synthesize",
                        "check",
                        "derive",
                        "deliver",
                        "provenance",
                        "configuration",
                        "fault",
                        "dicom.data",
                        "dicom.io",
                        "dicom.pixel",
                        "dicom.net"),
                arrow(
                        "conformance",
                        "node",
                        "receive",
                        "route",
                        "model",
                        "synthesize",
                        "check",
                        "derive",
                        "deliver",
                        "work",
                        "dicom.data",
                        "dicom.io",
                        "dicom.pixel",
                        "dicom.tls",
                        "dicom.net"),
                arrow("evaluate.texture"),
                arrow("evaluate.image", "synthesize"),
                arrow("evaluate.statistics"),
                arrow("evaluate.report", "evaluate", "model"),
                arrow(
                        "evaluate",
                        "model",
                        "infer",
                        "synthesize",
                        "check",
                        "derive",
                        "work",
                        "provenance",
                        "dicom.data",
                        "dicom.io",
                        "dicom.pixel"),
                arrow("retract", "node", "model", "derive", "provenance", "work", "dicom.data", "dicom.io"),
                arrow("trace", "node", "work", "provenance"),
                arrow("metrics", "check", "work", "storage", "provenance"),
                arrow(
                        "web",
                        "infer",
                        "node",
                        "cluster",
                        "configuration",
                        "receive",
                        "provenance",
                        "route",
                        "work",
                        "retract",
                        "render",
                        "storage",
                        "console.people"),
                arrow("console.people"),
                arrow("console.live", "console.people", "receive"),
                arrow("console.oidc", "node"),
                arrow("console.api", "console", "web", "configuration", "node", "model", "notify", "work"),
                arrow(
                        "start",
                        "console",
                        "console.people",
                        "node",
                        "configuration",
                        "receive",
                        "route",
                        "model",
                        "deliver",
                        "provenance",
                        "web",
                        "dicom.data",
                        "dicom.io",
                        "dicom.net"),
                arrow(
                        "console",
                        "node",
                        "cluster",
                        "configuration",
                        "receive",
                        "provenance",
                        "route",
                        "model",
                        "infer",
                        "work",
                        "deliver",
                        "storage",
                        "notify",
                        "web"));
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void aRoomCallsOnlyTheRoomsThatItMay(String room, List<String> others) {
        List<String> allowed = new ArrayList<>();
        allowed.add(ROOT + room + "..");
        others.forEach(other -> allowed.add(ROOT + other + ".."));
        DescribedPredicate<JavaClass> forbidden = resideInAnyPackage("org.afterimage..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
        noClasses()
                .that()
                .resideInAPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .check(CLASSES);
    }

    @Test
    void everyRoomIsNamedInTheArrows() throws Exception {
        List<String> named =
                new ArrayList<>(arrows().map(arrow -> (String) arrow.get()[0]).toList());
        named.add("cli"); // calls every room, and none calls it
        try (Stream<Path> packages = Files.walk(Path.of("src/main/java/org/afterimage"))) {
            List<String> rooms = packages.filter(path -> path.endsWith("package-info.java"))
                    .map(path -> Path.of("src/main/java/org/afterimage").relativize(path.getParent()))
                    .map(path -> path.toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty() && !name.equals("dicom"))
                    .toList();
            assertThat(named).containsExactlyInAnyOrderElementsOf(rooms);
        }
    }

    @Test
    void theDicomRoomsNeedNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage(ROOT + "dicom..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", ROOT + "dicom..")
                .check(CLASSES);
    }

    private static Arguments arrow(String room, String... others) {
        return Arguments.of(room, List.of(others));
    }
}
