package org.afterimage.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code of every defined term (PS3.3 Tables C.12-2 to C.12-5) means what the tables of another language say. */
class CodeTablesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, iso8859_1",
        "ISO_IR 101, iso8859_2",
        "ISO_IR 109, iso8859_3",
        "ISO_IR 110, iso8859_4",
        "ISO_IR 144, iso8859_5",
        "ISO_IR 127, iso8859_6",
        "ISO_IR 126, iso8859_7",
        "ISO_IR 138, iso8859_8",
        "ISO_IR 148, iso8859_9",
        "ISO_IR 203, iso8859_15",
        "ISO_IR 166, iso8859_11",
        "ISO_IR 13, shift_jis"
    })
    void oneByte(String term, String codec) throws IOException {
        CharacterSet set = CharacterSet.of(List.of(term));
        String script = """
                for code in range(0xA1, 0x100):
                    try: text = bytes([code]).decode('%s')
                    except UnicodeDecodeError: continue
                    print('%%02X %%s' %% (code, text))
                """.formatted(codec);
        int compared = 0;
        for (String line : run(script)) {
            byte[] bytes = {(byte) Integer.parseInt(line.substring(0, 2), 16)};
            // Latin and Arabic letters, not the lead bytes that Shift JIS has beyond half-width katakana.
            if (line.length() == 4) {
                assertThat(set.decode(bytes, VR.LO)).as(line).isEqualTo(line.substring(3));
                assertThat(set.encode(line.substring(3), VR.LO)).as(line).isEqualTo(bytes);
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO 2022 IR 87, '1B2442', iso2022_jp, '1B2842', 6000",
        "ISO 2022 IR 159, '1B242844', iso2022_jp_1, '1B2842', 6000",
        "ISO 2022 IR 149, '1B242943', euc_kr, '', 8000",
        "ISO 2022 IR 58, '1B242941', gb2312, '', 7000"
    })
    void twoBytes(String term, String escape, String codec, String back, int atLeast) throws IOException {
        CharacterSet set = CharacterSet.of(List.of("", term));
        boolean upper = back.isEmpty();
        String script = """
                for first in range(0x21, 0x7F):
                    for second in range(0x21, 0x7F):
                        codes = bytes([first + %1$d, second + %1$d])
                        try: text = (bytes.fromhex('%2$s') + codes).decode('%3$s')
                        except UnicodeDecodeError: continue
                        print('%%s %%s' %% (codes.hex(), text))
                """.formatted(upper ? 0x80 : 0, upper ? "" : escape, codec);
        byte[] before = HexFormat.of().parseHex(escape);
        int compared = 0;
        int different = 0;
        for (String line : run(script)) {
            byte[] codes = HexFormat.of().parseHex(line.substring(0, 4));
            byte[] bytes = new byte[before.length + 2];
            System.arraycopy(before, 0, bytes, 0, before.length);
            System.arraycopy(codes, 0, bytes, before.length, 2);
            compared++;
            if (!set.decode(bytes, VR.LT).equals(line.substring(5))) {
                different++;
            }
        }
        assertThat(compared).isGreaterThan(atLeast);
        // A few symbols, such as the wave dash and the middle dot, have two customary equals in Unicode.
        assertThat(different).isLessThanOrEqualTo(10);
    }

    private List<String> run(String script) throws IOException {
        Path file = folder.resolve("codes.py");
        Files.writeString(file, "import sys; sys.stdout.reconfigure(encoding='utf-8', newline='\\n')\n" + script);
        ProcessPeer.Result result = ProcessPeer.run(folder, Duration.ofSeconds(30), "python3", file);
        assertThat(result.exitStatus()).as(result.output()).isZero();
        String text = new String(result.output().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return List.of(text.split("\n"));
    }
}
