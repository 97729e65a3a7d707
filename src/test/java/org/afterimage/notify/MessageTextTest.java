package org.afterimage.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.node.Occasion;
import org.junit.jupiter.api.Test;

/** When messages are made, and what they say. */
class MessageTextTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Grouping GROUPING = new Grouping(Duration.ofSeconds(60), Duration.ofMinutes(15));

    @Test
    void whatHappensIsGatheredAndThenToldAndNotToldAgainTooSoon() {
        Map<Occasion, Instant> waiting = Map.of(Occasion.JOB_FAILED, NOW, Occasion.OUTPUT_HELD, NOW.minusSeconds(61));
        assertThat(GROUPING.due(waiting, Map.of(), NOW)).containsExactly(Occasion.OUTPUT_HELD);
        assertThat(GROUPING.due(waiting, Map.of(), NOW.plusSeconds(60)))
                .containsExactly(Occasion.JOB_FAILED, Occasion.OUTPUT_HELD);
        Map<Occasion, Instant> told = Map.of(Occasion.OUTPUT_HELD, NOW.minusSeconds(30));
        assertThat(GROUPING.due(waiting, told, NOW)).isEmpty();
        assertThat(GROUPING.due(waiting, told, NOW.plus(Duration.ofMinutes(15))))
                .contains(Occasion.OUTPUT_HELD);
        assertThat(GROUPING.due(Map.of(), told, NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void fiveHundredFailuresAreCountedAndTheFirstAreNamed() throws Exception {
        List<Happened> failures = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            failures.add(failure(i, i <= 480 ? "REFUSED" : "NO_MODEL"));
        }
        MessageText writer = new MessageText("NODE1", "https://console.example.org", false);
        assertThat(writer.title(failures)).isEqualTo("[Afterimage NODE1] 500 jobs failed");
        assertThat(writer.text(failures))
                .contains(
                        "480 × route chest, REFUSED", "20 × route chest, NO_MODEL", "job 1,", "job 20,", "and 480 more")
                .contains("https://console.example.org/jobs?state=FAILED")
                .doesNotContain("job 21,");
        JsonNode json = new ObjectMapper().readTree(writer.json(failures, NOW));
        assertThat(json.at("/occasions/0/kind").asText()).isEqualTo("job-failed");
        assertThat(json.at("/occasions/0/count").asInt()).isEqualTo(500);
        assertThat(json.at("/occasions/0/listed")).hasSize(20);
        assertThat(json.at("/text").asText()).contains("500 jobs failed");
    }

    @Test
    void patientsAreNamedOnlyWhereThatIsAskedFor() {
        List<Happened> all = List.of(failure(1, "REFUSED"));
        for (String secret : List.of("Doe^Jane", "P-17", "ACC-9", "1.2.3.4", "of Doe")) {
            MessageText silent = new MessageText("N", "", false);
            assertThat(silent.title(all) + silent.text(all) + silent.json(all, NOW))
                    .doesNotContain(secret);
            MessageText open = new MessageText("N", "", true);
            assertThat(open.text(all)).contains(secret);
            assertThat(open.json(all, NOW)).contains(secret);
        }
    }

    @Test
    void aTitleSaysTheLastThatIsKnownOfADestination() {
        List<Happened> all = List.of(
                Happened.of(Occasion.DESTINATION_DOWN, "PACS", false, "PACS is down since then: refused", NOW),
                Happened.of(Occasion.DESTINATION_DOWN, "ARCHIVE", false, "ARCHIVE is down since then", NOW),
                Happened.of(Occasion.DESTINATION_DOWN, "PACS", true, "PACS is up again.", NOW.plusSeconds(1)));
        MessageText writer = new MessageText("N", "", false);
        assertThat(writer.title(all)).isEqualTo("[Afterimage N] PACS is up again, ARCHIVE is down");
        assertThat(writer.text(all)).contains("PACS is down since then: refused", "PACS is up again.");
    }

    @Test
    void theDatabaseIsSaidToBeAwayOnceAndAfterSomeTime() {
        DatabaseAway away = new DatabaseAway();
        assertThat(away.failed(NOW)).isEmpty();
        assertThat(away.failed(NOW.plusSeconds(29))).isEmpty();
        assertThat(away.failed(NOW.plusSeconds(30))).contains(NOW);
        away.notTold(NOW.plusSeconds(30));
        assertThat(away.failed(NOW.plusSeconds(35))).isEmpty();
        assertThat(away.failed(NOW.plusSeconds(40))).contains(NOW);
        away.told();
        assertThat(away.failed(NOW.plusSeconds(600))).isEmpty();
        assertThat(away.answered(NOW.plusSeconds(601))).contains(NOW);
        assertThat(away.answered(NOW.plusSeconds(602))).isEmpty();
        assertThat(away.failed(NOW.plusSeconds(700))).isEmpty();
        assertThat(away.answered(NOW.plusSeconds(710))).as("a short moment").isEmpty();
    }

    private static Happened failure(long id, String code) {
        Happened.Study study = new Happened.Study("1.2.3.4", "P-17", "Doe^Jane", "ACC-9");
        return new Happened(
                NOW.plusSeconds(id),
                Occasion.JOB_FAILED,
                Long.toString(id),
                false,
                "The image of Doe was refused.",
                Optional.of(new Happened.Job(id, "chest", "bone", "PACS", code, study)));
    }
}
