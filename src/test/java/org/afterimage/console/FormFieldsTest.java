package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.afterimage.configuration.Mistake;
import org.junit.jupiter.api.Test;

/** What a form of the configuration was filled with, and where its mistakes are told. */
class FormFieldsTest {
    @Test
    void aMistakeIsToldAtItsFieldOrAtTheOneThatItsSentenceNames() {
        FormFields form =
                FormFields.empty().fill("dicom.port", "many").fill("host", "").fill("name", "x");
        form.refused(List.of(
                new Mistake("node.yaml", 3, "port", "port: no number"),
                new Mistake("remotes.yaml", 2, "", "remote A has no host and a name"),
                new Mistake("routes.yaml", 4, "destination", "sends to a port")));
        assertThat(form.problem("dicom.port")).isEqualTo("port: no number");
        assertThat(form.problem("host")).startsWith("remote A has no host");
        assertThat(form.problem("name")).isEmpty();
    }

    @Test
    void valuesWithCommasStandInQuotes() {
        assertThat(FormFields.list(" CR, DX ,, \"A, B\" ,\"C\"")).containsExactly("CR", "DX", "A, B", "C");
        assertThat(FormFields.list("\"open, end")).containsExactly("open, end");
        assertThat(FormFields.list(FormFields.joined(List.of("A, B", "C")))).containsExactly("A, B", "C");
        assertThat(FormFields.joined(null)).isEmpty();
    }

    @Test
    void numbersAreNumbersAndTheRestIsLeftToTheCheck() {
        FormFields form = FormFields.empty()
                .fill("a", " 12 ")
                .fill("b", "x1")
                .fill("c", " ")
                .fill("d", "99999999999");
        assertThat(form.number("a")).isEqualTo(12);
        assertThat(form.number("b")).isEqualTo("x1");
        assertThat(form.number("c")).isNull();
        assertThat(form.number("d")).isEqualTo("99999999999");
    }

    @Test
    void rowsAreWhatWasFilledInAndSomeMore() {
        FormFields form =
                FormFields.empty().fill("k", List.of("Modality", "", "x")).fill("v", List.of("CR", "", ""));
        assertThat(form.rows("k", "v"))
                .containsExactly(new FormFields.Row("Modality", "CR"), new FormFields.Row("x", ""));
        assertThat(form.rows("k", "v", 2)).hasSize(4);
        assertThat(form.spare("k", 1)).containsExactly("Modality", "x", "");
    }
}
