package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

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
    void aCellIsQuotedWhereItMustAndIsNoFormula(String value, String cell) {
        assertThat(text(value)).isEqualTo("head\r\n" + cell + "\r\n");
    }

    @Test
    void numbersAndNothingStayWhatTheyAre() {
        Csv csv = new Csv("a", "b");
        csv.row(-3L, null);
        assertThat(csv.text()).isEqualTo("a,b\r\n-3,\r\n");
    }

    private static String text(String value) {
        Csv csv = new Csv("head");
        csv.row(value);
        return csv.text();
    }
}
