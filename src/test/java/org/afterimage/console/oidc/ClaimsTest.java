package org.afterimage.console.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which name and which role a person has by what a provider says, and what a browser keeps meanwhile. */
class ClaimsTest {
    private final Map<String, String> roles = new LinkedHashMap<>();

    ClaimsTest() {
        roles.put("pacs-admins", "ADMINISTRATOR");
        roles.put("pacs-operators", "OPERATOR");
        roles.put("radiology", "REVIEWER");
    }

    @Test
    void ofSeveralGroupsTheOneThatTheMappingNamesFirstGivesTheRole() {
        assertThat(claims(Map.of("groups", List.of("radiology", "canteen", "pacs-operators")))
                        .role("groups", roles))
                .contains("OPERATOR");
    }

    @Test
    void nothingThatIsMappedIsNoRole() {
        assertThat(claims(Map.of()).role("groups", roles)).isEmpty();
        assertThat(claims(Map.of("groups", List.of("canteen"))).role("groups", roles))
                .isEmpty();
        assertThat(claims(Map.of("groups", List.of("PACS-ADMINS", "pacs-admins ")))
                        .role("groups", roles))
                .as("a group is meant letter by letter")
                .isEmpty();
        assertThat(claims(Map.of("groups", Map.of("pacs-admins", true))).role("groups", roles))
                .isEmpty();
        assertThat(claims(Map.of("groups", "canteen pacs-admins")).role("groups", roles))
                .as("one text is one group")
                .isEmpty();
    }

    @Test
    void aClaimMayBeOneTextOrLieInObjectsOrHaveDotsInItsName() {
        assertThat(claims(Map.of("role", "radiology")).role("role", roles)).contains("REVIEWER");
        assertThat(claims(Map.of("realm_access", Map.of("roles", List.of("radiology"))))
                        .role("realm_access.roles", roles))
                .contains("REVIEWER");
        assertThat(claims(Map.of("https://example.org/groups", List.of("radiology")))
                        .role("https://example.org/groups", roles))
                .contains("REVIEWER");
        assertThat(claims(Map.of("realm_access", "radiology")).role("realm_access.roles", roles))
                .isEmpty();
    }

    @Test
    void aPersonIsCalledByTheFirstNameThatIsTold() {
        assertThat(claims(Map.of("preferred_username", "ada", "email", "a@b.org"))
                        .name())
                .isEqualTo("ada");
        assertThat(claims(Map.of("preferred_username", " ", "email", "a@b.org")).name())
                .isEqualTo("a@b.org");
        assertThat(claims(Map.of("preferred_username", 5, "name", "Ada L.")).name())
                .isEqualTo("Ada L.");
        assertThat(claims(Map.of()).name()).isEqualTo("subject-1");
    }

    @Test
    void anAttemptIsReadAsItWasKeptAndNothingElseIsOne() {
        Attempt attempt = Attempt.begin();
        assertThat(Attempt.of(attempt.text())).contains(attempt);
        assertThat(attempt.toString())
                .doesNotContain(attempt.state())
                .doesNotContain(attempt.nonce())
                .doesNotContain(attempt.verifier());
        assertThat(Attempt.begin()).isNotEqualTo(attempt);
        assertThat(Attempt.of(null)).isEmpty();
        assertThat(Attempt.of("")).isEmpty();
        assertThat(Attempt.of(attempt.state() + "." + attempt.nonce())).isEmpty();
        assertThat(Attempt.of(attempt.text() + "x")).isEmpty();
        assertThat(Attempt.of(attempt.text().replaceFirst("^.", "="))).isEmpty();
    }

    private static Claims claims(Map<String, Object> all) {
        return new Claims("https://sso.example.org", "subject-1", all, "token");
    }
}
