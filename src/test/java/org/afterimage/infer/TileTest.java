package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileTest {

    @ParameterizedTest
    @CsvSource({
        "100, 40, 5, 1",
        "512, 128, 20, 1",
        "513, 128, 20, 1",
        "256, 96, 10, 32",
        "61, 61, 20, 1",
        "62, 61, 20, 1"
    })
    void spansKeepEveryPlaceOnceAndSeeTheReachAroundIt(int length, int most, int reach, int multiple) {
        int next = 0;
        for (TileSpan span : TileSpan.of(length, most, reach, multiple)) {
            assertThat(span.keptFrom()).isEqualTo(next);
            next += span.kept();
            assertThat(span.seen()).isLessThanOrEqualTo(most);
            assertThat(span.seenFrom()).isLessThanOrEqualTo(Math.max(0, span.keptFrom() - reach));
            assertThat(span.seenFrom() + span.seen()).isGreaterThanOrEqualTo(Math.min(length, next + reach));
            assertThat(span.seenFrom() % multiple).isZero();
            assertThat(span.seen() % multiple).isZero();
        }
        assertThat(next).isEqualTo(length);
    }

    @Test
    void whatWouldBeSpentOnMarginsIsNotCut() {
        assertThat(TileSpan.of(512, 59, 20, 1)).isEmpty();
        assertThat(TileSpan.of(512, 60, 20, 1)).hasSize(26);
        assertThat(TileSpan.of(512, 512, 20, 1)).containsExactly(new TileSpan(0, 512, 0, 512));
    }

    @ParameterizedTest
    @CsvSource({"512, 512, 40000, 4096", "100, 2000, 40000, 4096", "2000, 100, 40000, 4096", "512, 512, 999999, 300"})
    void aTileHasNoMorePixelsAndNoLongerSideThanItMay(int rows, int columns, long pixels, int side) {
        List<Tile> tiles = Tile.of(rows, columns, pixels, side, 20, 1);
        assertThat(tiles).hasSizeGreaterThan(1).allSatisfy(tile -> {
            assertThat((long) tile.rows().seen() * tile.columns().seen()).isLessThanOrEqualTo(pixels);
            assertThat(Math.max(tile.rows().seen(), tile.columns().seen())).isLessThanOrEqualTo(side);
        });
        assertThat(tiles.stream()
                        .mapToLong(tile ->
                                (long) tile.rows().kept() * tile.columns().kept())
                        .sum())
                .isEqualTo((long) rows * columns);
    }

    @Test
    void theTilesOfATensorPutItTogetherAgain() {
        Tensor whole = numbered(2, 3, 40, 50);
        Tensor again = new Tensor(new float[whole.data().length], 2, 3, 40, 50);
        List<Tile> tiles = Tile.of(40, 50, 400, 100, 2, 1);
        tiles.forEach(tile -> tile.paste(tile.cutFrom(whole), again));
        assertThat(tiles).hasSizeGreaterThan(4);
        assertThat(again).isEqualTo(whole);
    }

    private static Tensor numbered(int... shape) {
        float[] data = new float[shape[0] * shape[1] * shape[2] * shape[3]];
        for (int i = 0; i < data.length; i++) {
            data[i] = i + 1;
        }
        return new Tensor(data, shape);
    }
}
