package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Doe^Jane|Doe^Jane",
                "a,b|~\"a,b\"~",
                "say \"no\"|~\"say \"\"no\"\"\"~",
                "=HYPERLINK(1)|'=HYPERLINK(1)",
                "+1|'+1",
                "-1|'-1",
                "@a,b|~\"'@a,b\"~",
            })
    void aCellIsQuotedWhereItMustAndIsNoFormula(String value, String cell) throws IOException {
        assertThat(text(value)).isEqualTo("head\r\n" + cell + "\r\n");
    }

    @Test
    void numbersAndNothingStayWhatTheyAre() throws IOException {
        StringBuilder text = new StringBuilder();
        Csv csv = new Csv(text);
        csv.row("a", "b");
        csv.row(-3L, null);
        assertThat(text).hasToString("a,b\r\n-3,\r\n");
    }

    private static String text(String value) throws IOException {
        StringBuilder text = new StringBuilder();
        Csv csv = new Csv(text);
        csv.row("head");
        csv.row(value);
        return text.toString();
    }
}
