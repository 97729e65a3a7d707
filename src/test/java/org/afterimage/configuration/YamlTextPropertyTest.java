package org.afterimage.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever value is set wherever in whatever layout: it is read back as it was given, and the rest of the text is as it was. */
class YamlTextPropertyTest {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "null",
            "Yes",
            "12",
            "1e3",
            "0x1f",
            "12:30",
            "1.2.3.4",
            "- a",
            "a: b",
            "a #b",
            "#",
            "'",
            "\"",
            "\\",
            "a\nb",
            "\ttab",
            "[x]",
            "{",
            "*a",
            "&a",
            "!x",
            "%a",
            "@a",
            "`",
            "umläut",
            "日本",
            "\uD83E\uDE7B",
            "\u0085",
            "\u2028",
            "a ",
            "-",
            "---",
            "...",
            "?",
            "~",
            "a, b",
            "1_000",
            ".5",
            "2026-01-01",
            "=",
            "<<",
            "\u0000x");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(ODD),
                Arbitraries.strings()
                        .withChars("abN1 :#'\"\\-,[]{}&*!|>%@\n\tä~.")
                        .ofMaxLength(12));
    }

    /** Four fields, each in one of the ways in which people write them, with a comment of its own. */
    @Provide
    Arbitrary<List<String>> layouts() {
        Arbitrary<String> field = Arbitraries.of(
                "%s: plain  # comment %s",
                "%s: 'it''s' # comment %s",
                "%s: \"a # b\"   # comment %s",
                "%s: [a, \"b\"] # comment %s",
                "%s: { a: 1, b: [2] }   # comment %s",
                "%s: # comment %s",
                "# comment %2$s\n%1$s: |\n  text # none\n\n  more\n",
                "%s: # comment %s\n  - a\n  - b: 1\n    c: 2",
                "%s: # comment %s\n- a\n- b",
                "%s: # comment %s\n  inner: 1\n  other:\n    deep: x",
                "%s: a\n  b # comment %s",
                "%s: # comment %s\n  [ a,\n    b ]");
        return field.list().ofSize(4);
    }

    @Property(tries = 100)
    void aValueIsReadBackAndNoOtherLineChanges(
            @ForAll("layouts") List<String> layout, @ForAll("texts") String value, @ForAll boolean list) {
        List<String> fields = fields(layout);
        String before = String.join("\n", fields) + "\n# the end\n";
        for (int i = 0; i < fields.size(); i++) {
            Object wanted = list ? List.of(value, "x", value) : value;
            YamlText edited = new YamlText("a.yaml", before).set(List.of("field" + i), wanted);
            assertThat(edited.get("field" + i)).contains(wanted);
            for (int other = 0; other < fields.size(); other++) {
                if (other != i) {
                    assertThat(edited.text()).contains(fields.get(other));
                    assertThat(edited.get("field" + other))
                            .isEqualTo(new YamlText("a.yaml", before).get("field" + other));
                }
            }
            assertThat(edited.text()).endsWith("\n# the end\n");
        }
    }

    @Property(tries = 100)
    void fieldsAndEntriesComeAndGoWithoutATrace(
            @ForAll("layouts") List<String> layout, @ForAll("texts") String value, @ForAll("texts") String key) {
        String before = String.join("\n", fields(layout)) + "\n# the end\n";
        YamlText text = new YamlText("a.yaml", before);
        YamlText more = text.set(List.of("new" + key), Map.of("of", value));
        assertThat(more.get("new" + key, "of")).contains(value);
        assertThat(more.remove(List.of("new" + key)).text()).isEqualTo(before);
        YamlText listed = text.set(List.of("list"), List.of(Map.of("a", value), Map.of("b", List.of(value, value))));
        YamlText longer = listed.append(List.of("list"), Map.of("c", value));
        assertThat(longer.get("list", 2, "c")).contains(value);
        assertThat(longer.remove(List.of("list", 2)).text()).isEqualTo(listed.text());
        YamlText moved = longer.move(List.of("list"), 0, 2);
        assertThat(moved.get("list", 2, "a")).contains(value);
        assertThat(moved.move(List.of("list"), 2, 0).text()).isEqualTo(longer.text());
    }

    private static List<String> fields(List<String> layout) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            fields.add(String.format(layout.get(i), "field" + i, "of " + i));
        }
        return fields;
    }
}
