package org.afterimage.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/** The patient's age in whole years when the image was made. */
final class PatientAge {

    private static final Pattern AGE_STRING = Pattern.compile("(\\d{3})([DWMY])"); // PS3.5 6.2, AS
    private static final double WEEKS_A_YEAR = 52.18;
    private static final double DAYS_A_YEAR = 365.25;

    private PatientAge() {}

    /** From Patient's Age (0010,1010), else from Patient's Birth Date and the date of the image. */
    static OptionalInt inYears(DataSet dataSet) {
        OptionalInt stated =
                dataSet.string(Tag.PATIENT_AGE).map(PatientAge::stated).orElse(OptionalInt.empty());
        return stated.isPresent() ? stated : between(dataSet);
    }

    private static OptionalInt stated(String age) {
        Matcher matcher = AGE_STRING.matcher(age.trim());
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return OptionalInt.of(
                switch (matcher.group(2)) {
                    case "Y" -> number;
                    case "M" -> number / 12;
                    case "W" -> (int) (number / WEEKS_A_YEAR);
                    default -> (int) (number / DAYS_A_YEAR);
                });
    }

    private static OptionalInt between(DataSet dataSet) {
        Optional<LocalDate> birth = date(dataSet, Tag.PATIENT_BIRTH_DATE);
        Optional<LocalDate> image = date(dataSet, Tag.ACQUISITION_DATE)
                .or(() -> date(dataSet, Tag.CONTENT_DATE))
                .or(() -> date(dataSet, Tag.SERIES_DATE))
                .or(() -> date(dataSet, Tag.STUDY_DATE));
        if (birth.isEmpty() || image.isEmpty() || image.get().isBefore(birth.get())) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Period.between(birth.get(), image.get()).getYears());
    }

    private static Optional<LocalDate> date(DataSet dataSet, int tag) {
        try {
            return dataSet.string(tag).map(text -> LocalDate.parse(text.trim(), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
