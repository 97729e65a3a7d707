package org.afterimage.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.configuration.ConfigurationFiles.Checked;
import org.afterimage.node.ConfigurationException;
import org.afterimage.route.ModelSwitches;
import org.afterimage.route.RouteSettings.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits change the lines that they are about, and the configuration that administrators get takes them all. */
class ConfigurationEditTest {
    private static final ConfigurationFiles SHIPPED = ConfigurationFiles.read(Path.of("dicom-conf"));

    @TempDir
    private Path folder;

    @Test
    void aFieldOfARemoteIsAddedBelowTheOthersAndSetOnItsLine() {
        ConfigurationFiles next = ConfigurationEdit.putRemote(SHIPPED, "PACS", Map.of("port", 104));
        assertThat(SHIPPED.difference(next)).isEqualTo("""
                remotes.yaml
                @@ line 5
                -    port: 4242
                +    port: 104
                """);
        next = ConfigurationEdit.putRemote(SHIPPED, "PACS", Map.of("confirm", "find"));
        assertThat(SHIPPED.difference(next)).isEqualTo("""
                remotes.yaml
                @@ line 7
                +    confirm: find
                """);
        assertThat(ConfigurationEdit.putRemote(SHIPPED, "PACS", Map.of("port", 4242)))
                .extracting(ConfigurationFiles::texts)
                .isEqualTo(SHIPPED.texts());
    }

    @Test
    void aRemoteIsAddedBehindTheCommentsOfTheLastAndTakenOutAgain() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", "ct1.hospital.example");
        fields.put("port", 104);
        fields.put("tls", map("enabled", false, "certificate", Map.of("subject", "CN=ct1, O=Hospital")));
        fields.put("confirm", null);
        ConfigurationFiles next = ConfigurationEdit.putRemote(SHIPPED, "CT1", fields);
        assertThat(SHIPPED.difference(next)).isEqualTo("""
                remotes.yaml
                @@ line 13
                +  - aeTitle: CT1
                +    host: ct1.hospital.example
                +    port: 104
                +    tls:
                +      enabled: false
                +      certificate: { subject: "CN=ct1, O=Hospital" }
                """);
        assertThat(checked(next)
                        .node()
                        .remote("CT1")
                        .orElseThrow()
                        .tls()
                        .certificate()
                        .subject())
                .isEqualTo("CN=ct1, O=Hospital");
        assertThat(ConfigurationEdit.removeRemote(next, "CT1").texts()).isEqualTo(SHIPPED.texts());
    }

    @Test
    void theLastRemoteLeavesAnEmptyListAndItsNeighboursComments() {
        ConfigurationFiles none = ConfigurationEdit.removeRemote(SHIPPED, "PACS");
        String text = none.texts().get("remotes.yaml");
        assertThat(text).contains("remotes: []\n", "  # - aeTitle: ARCHIVE ").doesNotContain("PACS", "maxAssociations");
        assertThat(ConfigurationEdit.remotes(none)).isEmpty();
        ConfigurationFiles again =
                ConfigurationEdit.putRemote(none, "A", Map.of("stowRs", Map.of("url", "http://a/dicom-web")));
        assertThat(ConfigurationEdit.remote(again, "A").orElseThrow())
                .isEqualTo(Map.of("aeTitle", "A", "stowRs", Map.of("url", "http://a/dicom-web")));
        assertThat(again.texts().get("remotes.yaml")).contains("  # - aeTitle: ARCHIVE ");
    }

    @Test
    void whatAFormDoesNotNameStaysAndRoutesFollowANewName() {
        String remotes = """
                remotes:
                  - { aeTitle: PACS, host: a, port: 104, maxAssociations: 7, tls: { trust: [ca.pem], checkHostName: true } }
                """;
        ConfigurationFiles before = SHIPPED.with("remotes.yaml", remotes);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("aeTitle", "NEW");
        fields.put("description", "of: the # hospital");
        fields.put("tls", map("checkHostName", null, "versions", List.of("1.3")));
        ConfigurationFiles next = ConfigurationEdit.putRemote(before, "PACS", fields);
        assertThat(next.texts().get("remotes.yaml")).isEqualTo("""
                remotes:
                  - { aeTitle: NEW, host: a, port: 104, maxAssociations: 7, tls: { trust: [ca.pem], versions: ["1.3"] }, description: "of: the # hospital" }
                """);
        assertThat(ConfigurationEdit.routes(next))
                .extracting(route -> route.get("destination"))
                .containsOnly("NEW");
        assertThat(next.texts().get("routes.yaml"))
                .contains("destination: NEW                  # an AE title of remotes.yaml");
    }

    @Test
    void aRouteIsChangedMovedAndTakenOutWithItsOwnCommentsAlone() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("match", map("Modality", List.of("DX"), "BodyPartExamined", List.of("CHEST", "THORAX")));
        fields.put("when", List.of("callingAeTitle == 'TRAUMA'", "!has(ContrastBolusAgent)"));
        fields.put("priority", "urgent");
        ConfigurationFiles next = ConfigurationEdit.putRoute(SHIPPED, "bone-suppression", fields);
        assertThat(SHIPPED.difference(next)).isEqualTo("""
                routes.yaml
                @@ line 7
                -      Modality: [CR, DX]
                +      Modality: [DX]
                +      BodyPartExamined: [CHEST, THORAX]
                @@ line 11
                +    when: ["callingAeTitle == 'TRAUMA'", "!has(ContrastBolusAgent)"]
                +    priority: urgent
                """);
        Route route = checked(next).routes().routes().get(0);
        assertThat(route.when()).containsExactly("callingAeTitle == 'TRAUMA'", "!has(ContrastBolusAgent)");

        ConfigurationFiles without = ConfigurationEdit.putRoute(
                next, "bone-suppression", map("match", map("BodyPartExamined", List.of("CHEST")), "when", null));
        assertThat(checked(without).routes().routes().get(0).match())
                .isEqualTo(Map.of("BodyPartExamined", List.of("CHEST")));

        ConfigurationFiles moved = ConfigurationEdit.moveRoute(SHIPPED, "bone-suppression", 2);
        assertThat(ConfigurationEdit.routes(moved))
                .extracting(one -> one.get("name"))
                .containsExactly("ct-smooth-kernel", "ct-sharp-kernel", "bone-suppression", "radiograph-style");
        assertThat(moved.texts().get("routes.yaml").lines().toList())
                .containsExactlyInAnyOrderElementsOf(
                        SHIPPED.texts().get("routes.yaml").lines().toList())
                .containsSubsequence(
                        "    destination: PACS                 # an AE title of remotes.yaml",
                        "    # changeMap: false                # unless this is said, a series that shows what changed goes with the result",
                        "  - name: radiograph-style");
        assertThat(ConfigurationEdit.moveRoute(moved, "bone-suppression", -1).texts())
                .isEqualTo(SHIPPED.texts());

        ConfigurationFiles gone = ConfigurationEdit.removeRoute(SHIPPED, "bone-suppression");
        assertThat(gone.texts().get("routes.yaml"))
                .doesNotContain("changeMap")
                .contains("  - name: ct-smooth-kernel  ");
        assertThat(checked(gone).routes().routes()).hasSize(3);
    }

    @Test
    void aCommentRightAboveAnEntryGoesWithItAndOneOfASwitchedOffEntryStays() {
        ConfigurationFiles files = SHIPPED.with("routes.yaml", """
                routes:
                  # the first
                  - { name: a, model: m, destination: PACS }

                  # - { name: off, model: m, destination: PACS }
                  # asked for by the trauma unit
                  # until summer
                  - name: b
                    model: m
                    # inside
                    destination: PACS
                  # - { name: other, model: m, destination: PACS }
                """);
        assertThat(ConfigurationEdit.removeRoute(files, "b").texts().get("routes.yaml"))
                .isEqualTo("""
                routes:
                  # the first
                  - { name: a, model: m, destination: PACS }

                  # - { name: off, model: m, destination: PACS }
                  # - { name: other, model: m, destination: PACS }
                """);
        assertThat(ConfigurationEdit.moveRoute(files, "b", 0).texts().get("routes.yaml"))
                .isEqualTo("""
                routes:
                  # the first
                  # asked for by the trauma unit
                  # until summer
                  - name: b
                    model: m
                    # inside
                    destination: PACS

                  # - { name: off, model: m, destination: PACS }
                  - { name: a, model: m, destination: PACS }
                  # - { name: other, model: m, destination: PACS }
                """);
    }

    @Test
    void fieldsOfTheNodeAreSetMadeAndTakenOut() {
        ConfigurationFiles next = ConfigurationEdit.setNode(SHIPPED, "aeTitles", List.of("AFTERIMAGE", "AI 2"));
        next = ConfigurationEdit.setNode(next, "dicom.port", 104);
        next = ConfigurationEdit.setNode(next, "dicom.bind", "0.0.0.0");
        next = ConfigurationEdit.setNode(next, "dicom.callers", "known");
        next = ConfigurationEdit.setNode(next, "storage.keep.sent", "90d");
        next = ConfigurationEdit.setNode(next, "storage.keepWhenShort.confirmed", "1h");
        next = ConfigurationEdit.setNode(next, "work.offPeak", "20:00-06:00");
        next = ConfigurationEdit.setNode(next, "study.quietSeconds", null);
        assertThat(SHIPPED.difference(next)).isEqualTo("""
                node.yaml
                @@ line 4
                -aeTitles: [AFTERIMAGE]
                +aeTitles: [AFTERIMAGE, AI 2]
                @@ line 7
                -  bind: 127.0.0.1        # an address of this machine; 0.0.0.0 for all of them
                -  port: 11112
                -  callers: any           # known: only the AE titles of remotes.yaml, each from its host. Must be known unless bind is a loopback address.
                +  bind: 0.0.0.0          # an address of this machine; 0.0.0.0 for all of them
                +  port: 104
                +  callers: known         # known: only the AE titles of remotes.yaml, each from its host. Must be known unless bind is a loopback address.
                @@ line 34
                -  quietSeconds: 10       # a study is complete when nothing came for so long
                +  {}       # a study is complete when nothing came for so long
                @@ line 43
                +  offPeak: 20:00-06:00
                @@ line 62
                -    sent: forever        # sent and not confirmed: set a time where the destination can't confirm
                +    sent: 90d            # sent and not confirmed: set a time where the destination can't confirm
                @@ line 76
                +  keepWhenShort: { confirmed: 1h }
                """);
        Checked checked = checked(next);
        assertThat(checked.node().node().work().offPeak()).hasToString("20:00-06:00");
        assertThat(ConfigurationEdit.node(next, "dicom.port")).contains(104);
        assertThat(ConfigurationEdit.node(next, "study.quietSeconds")).isEmpty();
    }

    @Test
    void modelsAreSwitchedForAllRoutesAndBack() {
        ConfigurationFiles off = ConfigurationEdit.switchModel(SHIPPED, "chest-style@0.1.0", true, false, List.of());
        assertThat(SHIPPED.difference(off)).endsWith("""
                +models:
                +  disabled: [chest-style@0.1.0]
                """);
        assertThat(checked(off).routes().models().isOff("chest-style", "0.1.0")).isTrue();
        assertThat(checked(off).routes().models().isOff("chest-style", "0.2.0")).isFalse();
        ConfigurationFiles both = ConfigurationEdit.switchModel(off, "ct-kernel", true, true, List.of());
        assertThat(checked(both).routes().models().isOff("ct-kernel", "7.0.0")).isTrue();
        assertThat(checked(both).routes().models().isInShadow("ct-kernel", "7.0.0"))
                .isTrue();
        ConfigurationFiles back = ConfigurationEdit.switchModel(both, "ct-kernel@1.0.0", false, false, List.of());
        assertThat(ConfigurationEdit.switchModel(back, "chest-style@0.1.0", false, false, List.of())
                        .texts())
                .isEqualTo(SHIPPED.texts());
    }

    @Test
    void ofAModelThatIsOffInAllVersionsOneIsSwitchedOnAlone() {
        List<String> packages = List.of("ct-kernel@1.0.0", "ct-kernel@1.1.0", "ct-kernel@2.0.0", "chest-style@0.1.0");
        ConfigurationFiles off = ConfigurationEdit.switchModel(SHIPPED, "ct-kernel", true, true, packages);
        ConfigurationFiles one = ConfigurationEdit.switchModel(off, "ct-kernel@1.1.0", false, true, packages);
        ModelSwitches switches = checked(one).routes().models();
        assertThat(switches.disabled()).containsExactly("ct-kernel@1.0.0", "ct-kernel@2.0.0");
        assertThat(switches.shadow()).containsExactly("ct-kernel");
        assertThat(switches.isOff("ct-kernel", "1.1.0")).isFalse();
        assertThat(switches.isOff("ct-kernel", "2.0.0")).isTrue();
        assertThat(switches.isInShadow("ct-kernel", "1.1.0")).isTrue();
    }

    @Test
    void aNewRouteHasNoFieldThatWasLeftEmpty() {
        ConfigurationFiles next = ConfigurationEdit.putRoute(
                SHIPPED,
                "new",
                map("model", "m", "destination", "PACS", "complete", map("atCap", "hold", "capSeconds", null)));
        assertThat(SHIPPED.difference(next)).endsWith("""
                +  - name: new
                +    model: m
                +    destination: PACS
                +    complete: { atCap: hold }
                """);
    }

    @Test
    void whatCanNotBeEditedIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> ConfigurationEdit.removeRoute(SHIPPED, "none"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("routes.yaml has no entry with the name none.");
        ConfigurationFiles wrong = SHIPPED.with("remotes.yaml", "remotes: [\n");
        assertThatThrownBy(() -> ConfigurationEdit.putRemote(wrong, "A", Map.of("port", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("remotes.yaml is not valid YAML, correct its text first");
        ConfigurationFiles aliases = SHIPPED.with(
                "remotes.yaml", "remotes:\n- { aeTitle: A, tls: &t { trust: [a] } }\n- { aeTitle: B, tls: *t }\n");
        assertThatThrownBy(() -> ConfigurationEdit.putRemote(aliases, "A", Map.of("port", 1)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("by an alias");
    }

    @Test
    void linesEndAsTheyDidInTheFile() {
        ConfigurationFiles windows = SHIPPED.with(
                "remotes.yaml", "# one\r\nremotes:\r\n  - aeTitle: A # two\r\n    host: a\r\n    port: 1\r\n");
        ConfigurationFiles next = ConfigurationEdit.putRemote(windows, "A", Map.of("confirm", "find", "host", "b"));
        next = ConfigurationEdit.putRemote(next, "B", map("host", "c", "port", 2));
        assertThat(next.texts().get("remotes.yaml"))
                .isEqualTo(
                        "# one\r\nremotes:\r\n  - aeTitle: A # two\r\n    host: b\r\n    port: 1\r\n    confirm: find\r\n"
                                + "  - aeTitle: B\r\n    host: c\r\n    port: 2\r\n");
        ConfigurationFiles open = SHIPPED.with("remotes.yaml", "remotes:\n- aeTitle: A\n  host: a");
        next = ConfigurationEdit.putRemote(ConfigurationEdit.putRemote(open, "A", Map.of("port", 1)), "B", Map.of());
        assertThat(next.texts().get("remotes.yaml"))
                .isEqualTo("remotes:\n- aeTitle: A\n  host: a\n  port: 1\n- aeTitle: B\n");
    }

    private Checked checked(ConfigurationFiles files) {
        return files.check(folder);
    }

    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        List<Object> rest = new ArrayList<>(Arrays.asList(pairs));
        while (!rest.isEmpty()) {
            map.put(rest.remove(0).toString(), rest.remove(0));
        }
        return map;
    }
}
