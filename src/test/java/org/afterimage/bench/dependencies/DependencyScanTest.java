package org.afterimage.bench.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a made-up product and made-up advisories. */
class DependencyScanTest {
    @TempDir
    private Path folder;

    private Path advisories;
    private String said;

    @BeforeEach
    void makeTheProduct() throws IOException {
        advisories = Files.createDirectory(folder.resolve("advisories"));
        Files.writeString(folder.resolve("sbom.json"), """
                {"bomFormat": "CycloneDX",
                 "metadata": {"component": {"bom-ref": "pkg:maven/org.example/product@1?type=jar"}},
                 "components": [
                  {"bom-ref": "pkg:maven/org.example/web@2.1.Final?type=jar", "purl": "pkg:maven/org.example/web@2.1.Final?type=jar"},
                  {"bom-ref": "pkg:maven/org.example/parser@1.10.0?type=jar", "purl": "pkg:maven/org.example/parser@1.10.0?type=jar"},
                  {"bom-ref": "pkg:maven/org.webjars.npm/some__looks@3.0.1", "purl": "pkg:maven/org.webjars.npm/some__looks@3.0.1"}],
                 "dependencies": [
                  {"ref": "pkg:maven/org.example/product@1?type=jar", "dependsOn": ["pkg:maven/org.example/web@2.1.Final?type=jar"]},
                  {"ref": "pkg:maven/org.example/web@2.1.Final?type=jar", "dependsOn": ["pkg:maven/org.example/parser@1.10.0?type=jar"]}]}
                """);
    }

    private int scan(Path from, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] words = new String[4 + more.length];
        words[0] = "--bill";
        words[1] = folder.resolve("sbom.json").toString();
        words[2] = "--advisories";
        words[3] = from.toString();
        System.arraycopy(more, 0, words, 4, more.length);
        int exit = DependencyScan.run(print, print, words);
        said = out.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private void advisory(String id, String severity, String affected) throws IOException {
        Files.writeString(advisories.resolve(id + ".json"), """
                {"id": "%s", "aliases": ["CVE-2026-0001"], "summary": "It breaks.", "database_specific": {"severity": "%s"},
                 "affected": [%s]}
                """.formatted(id, severity, affected));
    }

    private static String of(String ecosystem, String name, String events) {
        return """
                {"package": {"ecosystem": "%s", "name": "%s"}, "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]}
                """.formatted(ecosystem, name, events);
    }

    @Test
    void whatIsCriticalAndHasAFixEndsWithOneAndNamesFixAndWay() throws IOException {
        advisory(
                "GHSA-1",
                "CRITICAL",
                of("Maven", "org.example:parser", "{\"introduced\": \"1.2\"}, {\"fixed\": \"1.10.1\"}"));

        assertThat(scan(advisories)).isEqualTo(1);
        assertThat(said)
                .contains("CRITICAL  org.example:parser 1.10.0  fixed in 1.10.1")
                .contains("GHSA-1 (CVE-2026-0001): It breaks.")
                .contains("product > web > parser")
                .contains("4 libraries, 1 advisories: 1 found, 1 of them critical with a fix.");
    }

    @Test
    void whatIsCriticalWithoutAFixAndWhatIsLessIsToldOnly() throws IOException {
        advisory("GHSA-1", "CRITICAL", of("Maven", "org.example:parser", "{\"introduced\": \"0\"}"));
        advisory(
                "GHSA-2",
                "HIGH",
                of("Maven", "org.example:web", "{\"introduced\": \"0\"}, {\"fixed\": \"2.2.Final\"}"));

        assertThat(scan(advisories)).isZero();
        assertThat(said.indexOf("CRITICAL  org.example:parser 1.10.0  fixed in no version"))
                .isNotNegative()
                .isLessThan(said.indexOf("HIGH      org.example:web 2.1.Final  fixed in 2.2.Final"));
    }

    @Test
    void versionsAreInTheOrderOfMaven() throws IOException {
        // As text 1.10.0 comes before 1.9; 2.1.Final is 2.1.
        advisory(
                "GHSA-1",
                "CRITICAL",
                of("Maven", "org.example:parser", "{\"introduced\": \"0\"}, {\"fixed\": \"1.9\"}"));
        advisory("GHSA-2", "CRITICAL", of("Maven", "org.example:web", "{\"introduced\": \"0\"}, {\"fixed\": \"2.1\"}"));

        assertThat(scan(advisories)).isZero();
        assertThat(said).contains("2 advisories: 0 found");
    }

    @Test
    void rangesMayBeSeveralAndEndWithTheLastThatIsAffected() throws IOException {
        advisory(
                "GHSA-1",
                "HIGH",
                of(
                        "Maven",
                        "org.example:parser",
                        "{\"introduced\": \"1.11\"}, {\"fixed\": \"1.12\"}, {\"introduced\": \"1.9\"}, {\"last_affected\": \"1.10.0\"}"));
        advisory(
                "GHSA-2",
                "HIGH",
                of("Maven", "org.example:parser", "{\"introduced\": \"0\"}, {\"last_affected\": \"1.9.9\"}"));
        advisory(
                "GHSA-3",
                "HIGH",
                of("Maven", "org.example:parser", "{\"introduced\": \"1.10.0\"}, {\"last_affected\": \"1.10.0\"}"));
        advisory(
                "GHSA-4",
                "HIGH",
                of("Maven", "org.example:web", "{\"introduced\": \"2.0\"}, {\"last_affected\": \"2.0\"}"));
        advisory("GHSA-5", "HIGH", """
                {"package": {"ecosystem": "Maven", "name": "org.example:web"}, "versions": ["2.0.Final", "2.1.Final"]}""");

        assertThat(scan(advisories)).isZero();
        assertThat(said).contains("GHSA-1", "GHSA-3", "GHSA-5").doesNotContain("GHSA-2", "GHSA-4");
    }

    @Test
    void aPackageOfNpmInAJarIsFoundByItsOwnName() throws IOException {
        advisory("GHSA-1", "CRITICAL", of("npm", "@some/looks", "{\"introduced\": \"3.0.0\"}, {\"fixed\": \"3.0.2\"}"));
        advisory("GHSA-2", "CRITICAL", of("npm", "looks", "{\"introduced\": \"0\"}, {\"fixed\": \"9\"}"));

        assertThat(scan(advisories)).isEqualTo(1);
        assertThat(said).contains("@some/looks 3.0.1").doesNotContain("GHSA-2");
    }

    @Test
    void whatWasWithdrawnOrIsOfAnotherEcosystemDoesNotCount() throws IOException {
        Files.writeString(advisories.resolve("GHSA-1.json"), """
                {"id": "GHSA-1", "withdrawn": "2026-01-31T00:00:00Z", "database_specific": {"severity": "CRITICAL"},
                 "affected": [%s]}
                """.formatted(
                        of("Maven", "org.example:web", "{\"introduced\": \"0\"}, {\"fixed\": \"9\"}")));
        advisory("GHSA-2", "CRITICAL", of("PyPI", "org.example:web", "{\"introduced\": \"0\"}, {\"fixed\": \"9\"}"));

        assertThat(scan(advisories)).isZero();
        assertThat(said).contains("2 advisories: 0 found");
    }

    @Test
    void whatNobodyHasRatedIsRatedByItsVector() throws IOException {
        Files.writeString(advisories.resolve("X-1.json"), """
                {"id": "X-1", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "affected": [%s]}
                """.formatted(
                        of("Maven", "org.example:web", "{\"introduced\": \"0\"}, {\"fixed\": \"9\"}")));

        assertThat(scan(advisories)).isEqualTo(1);
    }

    @Test
    void theScoresAreThoseOfTheSpecificationsExamples() {
        assertThat(Severity.cvss3("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"))
                .isEqualTo(6.1);
        assertThat(Severity.cvss3("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N"))
                .isEqualTo(6.4);
        assertThat(Severity.cvss3("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"))
                .isEqualTo(7.5);
        assertThat(Severity.cvss3("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"))
                .isZero();
    }

    @Test
    void aZipFileIsReadAndWhatTheBuildPackedIsLookedAtToo() throws IOException {
        Path zip = folder.resolve("all.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("GHSA-1.json"));
            out.write("""
                    {"id": "GHSA-1", "database_specific": {"severity": "CRITICAL"}, "affected": [%s]}
                    """.formatted(of("Maven", "org.example:packed", "{\"introduced\": \"0\"}, {\"fixed\": \"9\"}"))
                    .getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        Path packed = Files.writeString(
                folder.resolve("packed.txt"), "org.example:packed::jar:1.0\norg.example:web::jar:2.1.Final\n");

        assertThat(scan(zip)).isZero();
        assertThat(scan(zip, "--packed", packed.toString())).isEqualTo(1);
        assertThat(said).contains("5 libraries").contains("brought in by the build > packed");
    }

    @Test
    void withoutAdvisoriesItSaysSoAndDoesNotPass() {
        assertThat(scan(advisories)).isEqualTo(2);
        assertThat(said).contains("No advisory in OSV's format lies in");
        assertThat(scan(folder.resolve("absent.zip"))).isEqualTo(2);
    }

    @Test
    void theCommandFindsAdvisoriesFromTheCallersFolderAndSaysAtOnceWhatItCannotRead() throws Exception {
        // The test's own folder is not the repository's root, where the command works.
        assertThat(command("--advisories", "absent.zip")).isEqualTo(2);
        assertThat(said).contains(folder.toRealPath().resolve("absent.zip") + " can't be read.");
        assertThat(command("--advisories=advisories", "--advisories")).isEqualTo(2);
        assertThat(said).contains("--advisories wants a folder or a zip file.");
        assertThat(command("--advisory", "advisories")).isEqualTo(2);
        assertThat(said).contains("--advisory is no option");
        assertThat(command("--help")).isZero();
        assertThat(said).contains("deploy/dependency-scan [--advisories DIR|ZIP]");
    }

    private int command(String... words) throws IOException, InterruptedException {
        Path script = Path.of("deploy/dependency-scan").toRealPath();
        List<String> line =
                new ArrayList<>(List.of(folder.toRealPath().relativize(script).toString()));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
