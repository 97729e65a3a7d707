package org.afterimage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleLanguageTest {
    private static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;
    private static final int REQUESTED_PROCEDURE_ID = 0x00401001;

    private final DataSet header = TestSeries.mr("SE", 4000, 98)
            .putString(Tag.SERIES_DESCRIPTION, "Kopf ax T2 tse")
            .putDecimals(Tag.PIXEL_SPACING, 0.5, 0.5)
            .putItems(
                    REQUEST_ATTRIBUTES_SEQUENCE,
                    new DataSet().putString(REQUESTED_PROCEDURE_ID, "RP1"),
                    new DataSet().putString(REQUESTED_PROCEDURE_ID, "RP2"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Modality == 'MR'",
                "Modality != 'CT'",
                "EchoTime > 50 && EchoTime < 120.5",
                "'PRIMARY' in ImageType && !('LOCALIZER' in ImageType)",
                "ImageType.exists(value, value.startsWith('PRIM'))",
                "PixelSpacing.all(mm, mm <= 0.7)",
                "RequestAttributesSequence[1].RequestedProcedureID == 'RP2'",
                "RequestAttributesSequence.exists(item, item.RequestedProcedureID.endsWith('1'))",
                "has(RequestAttributesSequence[0].RequestedProcedureID)",
                "!has(RequestAttributesSequence[0].ScheduledProcedureStepID)",
                "size(RequestAttributesSequence) == 2",
                "SeriesDescription.matches('(?i).*\\\\bT2\\\\b.*')",
                "SeriesDescription.lowerAscii().contains('tse')",
                "!has(InversionTime)",
                "InversionTime > 1500 || mrContrast == 'T2'",
                "has(mrContrast) && !has(orientation)",
                "callingAeTitle in ['CT1', 'CT2'] && calledAeTitle == 'AFTERIMAGE'",
                "callingHost.startsWith('192.0.2.')",
                "weekday in ['SAT', 'SUN']",
                "timeBetween('14:00', '14:06') && timeBetween('12:00', '08:00') && timeBetween('14:05', '24:00')",
                "instances == 3",
                "!contrastAgent",
            })
    void holds(String expression) throws ExpressionException {
        assertThat(judge(expression))
                .allSatisfy(
                        trace -> assertThat(trace.held()).as(trace.toString()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            EchoTime < 30                            | EchoTime is 98, but the rule asks for EchoTime < 30
            !('PRIMARY' in ImageType)                | ImageType is ORIGINAL\\PRIMARY\\M, but the rule asks for !('PRIMARY' in ImageType)
            timeBetween('22:00', '06:00')            | local time is 14:05, but the rule asks for timeBetween('22:00', '06:00')
            contrastAgent                            | contrast agent is no, but the rule asks for contrastAgent
            RequestAttributesSequence[0].RequestedProcedureID == 'X' | RequestAttributesSequence[0].RequestedProcedureID is RP1, but the rule asks for RequestAttributesSequence[0].RequestedProcedureID == 'X'
            size(RequestAttributesSequence) > 2      | RequestAttributesSequence has 2 items, but the rule asks for size(RequestAttributesSequence) > 2
            1 > 2                                    | the rule asks for 1 > 2
            """)
    void whatDoesNotHoldIsSaidWithItsValue(String expression, String sentence) throws ExpressionException {
        ClauseTrace trace = judge(expression).get(0);
        assertThat(trace.result()).isEqualTo(ClauseTrace.Result.FAILED);
        assertThat(trace.sentence()).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            InversionTime > 1500                     ~ InversionTime is absent, and the rule asks for InversionTime > 1500
            BodyPartExamined != 'HAND'               ~ BodyPartExamined is absent, and the rule asks for BodyPartExamined != 'HAND'
            InversionTime > 1500 || EchoTime < 30  ~ InversionTime is absent, and the rule asks for InversionTime > 1500 || EchoTime < 30
            orientation == 'AXIAL'                   ~ orientation is not known, and the rule asks for orientation == 'AXIAL'
            RequestAttributesSequence[5].RequestedProcedureID == 'X' ~ RequestAttributesSequence[5].RequestedProcedureID is absent, and the rule asks for RequestAttributesSequence[5].RequestedProcedureID == 'X'
            """)
    void whatCannotBeToldIsNotTaken(String expression, String sentence) throws ExpressionException {
        ClauseTrace trace = judge(expression).get(0);
        assertThat(trace.result()).isEqualTo(ClauseTrace.Result.UNDECIDED);
        assertThat(trace.sentence()).isEqualTo(sentence);
    }

    @Test
    void eachClauseOfAnAndIsJudgedByItself() throws ExpressionException {
        assertThat(judge("Modality == 'CT' && EchoTime < 30 && SeriesDescription == 'a && b'"))
                .extracting(ClauseTrace::clause)
                .containsExactly("Modality == 'CT'", "EchoTime < 30", "SeriesDescription == 'a && b'");
        assertThat(judge("Modality == 'CT' && EchoTime < 30 || instances > 1")).hasSize(1);
        assertThat(judge("(Modality == 'CT' && EchoTime < 30)")).hasSize(1);
        assertThat(judge("instances > 1 ? Modality == 'MR' && true : false")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Modalty == 'MR'                     | is Modality meant?
            mrcontrast == 'T1'                  | is mrContrast meant?
            RequestAttributesSequence[0].Foo == 'a' | Foo is neither a keyword of the DICOM dictionary
            has(EchoTim)                        | is EchoTime meant?
            PixelData == 'a'                    | PixelData holds bytes
            Modality == 3                       | Modality is a text
            EchoTime == 30                      | EchoTime is a decimal number (written 30.0)
            ScanningSequence == 'SE'            | ScanningSequence is a list of texts
            Modality                            | expected type 'bool' but found 'string'
            Modality ==                         | column 12: mismatched input
            timeBetween('6', '8')               | timeBetween() takes two times of the day
            timeBetween('23:00', localTime)     | timeBetween() takes two times of the day
            has(1)                              | has() takes the keyword of an attribute
            getenv('HOME') == ''                | undeclared reference to 'getenv'
            """)
    void whatCannotWorkIsRefusedWithAReason(String expression, String reason) {
        assertThatThrownBy(() -> WhenClause.of(expression))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void anExpressionThatIsTooLongOrTooDeepIsRefused() {
        assertThatThrownBy(() -> WhenClause.of("Modality == '" + "x".repeat(5_000) + "'"))
                .isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> WhenClause.of("(".repeat(500) + "true" + ")".repeat(500)))
                .isInstanceOf(ExpressionException.class);
    }

    @Test
    void anExpressionThatTakesTooManyStepsIsStopped() throws ExpressionException {
        String[] many = new String[200];
        Arrays.fill(many, "V");
        header.putString(Tag.IMAGE_TYPE, many);
        ClauseTrace trace = judge("ImageType.all(a, ImageType.all(b, ImageType.all(c, a == b)))")
                .get(0);
        assertThat(trace.result()).isEqualTo(ClauseTrace.Result.UNDECIDED);
        assertThat(trace.sentence()).contains("can't be told: ").containsIgnoringCase("iteration");
    }

    private List<ClauseTrace> judge(String expression) throws ExpressionException {
        Facts facts = new Facts(TestSeries.of(header));
        return WhenClause.of(expression).stream()
                .map(clause -> clause.judge(facts))
                .toList();
    }
}
