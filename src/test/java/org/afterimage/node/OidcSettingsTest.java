package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code http.oidc} of node.yaml may say. */
class OidcSettingsTest {
    private static final String LEAST = "issuer: https://sso.example.org/realms/x, clientId: a,"
            + " publicUrl: https://a.example.org, roles: { pacs: viewer }";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("remotes.yaml"), "remotes: []\n");
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        Files.writeString(folder.resolve("no.pem"), "nothing of that kind");
    }

    @Test
    void whatIsLeftOutHasADefault() throws IOException {
        OidcSettings settings = read(LEAST);
        assertThat(settings.scopes()).containsExactly("openid", "profile");
        assertThat(settings.label()).isEqualTo("sso.example.org");
        assertThat(settings.rolesClaim()).isEqualTo("groups");
        assertThat(settings.clockSkewSeconds()).isEqualTo(60);
        assertThat(settings.localAccounts()).isTrue();
        assertThat(settings.secret()).isEmpty();
        assertThat(settings.redirectUri()).isEqualTo(URI.create("https://a.example.org/login/oidc/callback"));
        assertThat(configuration("").node().http().provider()).isEmpty();
    }

    @Test
    void rolesKeepTheirOrderAndSecretsStayUntold() throws IOException {
        OidcSettings settings = read(LEAST.replace("pacs: viewer", "b: Administrator, a: viewer")
                + ", clientSecret: { file: secret }, localAccounts: false");
        assertThat(settings.roles().entrySet())
                .extracting(Object::toString)
                .containsExactly("b=ADMINISTRATOR", "a=VIEWER");
        assertThat(settings.toString()).doesNotContain("secret").contains("no local accounts");
    }

    @Test
    void aRunningNodeTakesAllOfItOver() throws IOException {
        NodeConfiguration running = configuration("http: { oidc: { " + LEAST + ", localAccounts: false } }\n");
        NodeConfiguration changed = configuration("http: { oidc: { " + LEAST + " } }\n");
        assertThat(SettingChanges.between(running.node(), changed.node()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.field()).isEqualTo("http.oidc");
                    assertThat(change.live()).isTrue();
                    assertThat(change.before()).isNotEqualTo(change.after());
                });
        running.adopt(running.followedBy(changed));
        assertThat(running.node().http().provider().orElseThrow().localAccounts())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer: https://sso.example.org/realms/x | issuer: http://sso.example.org | http is for loopback addresses alone",
                "issuer: https://sso.example.org/realms/x | issuer: 'https://sso.example.org?x=1' | without user, query and fragment",
                "issuer: https://sso.example.org/realms/x | issuer: 'https://u:p@sso.example.org' | without user, query and fragment",
                "issuer: https://sso.example.org/realms/x, | label: x, | http.oidc.issuer is ''",
                "publicUrl: https://a.example.org | publicUrl: http://127.0.0.1.example.org | http.oidc.publicUrl is",
                "publicUrl: https://a.example.org | publicUrl: https://a.example.org/console | must end after host and port",
                "clientId: a, | label: x, | http.oidc.clientId is '' and must have",
                "clientId: a, | clientId: a, scopes: [profile], | must have openid in it",
                "clientId: a, | clientId: a, scopes: [openid, 'a b'], | is no scope",
                "clientId: a, | clientId: a, clockSkewSeconds: 3600, | clockSkewSeconds is 3600 and must be from 0 to 600",
                "clientId: a, | clientId: a, clientSecret: { file: absent }, | line 2, http.oidc.clientSecret: The file",
                "clientId: a, | clientId: a, clientSecret: s3cret, | a secret stands in no configuration file",
                "clientId: a, | clientId: a, trust: [no.pem], | line 2, http.oidc.trust.0: The file",
                "roles: { pacs: viewer } | roles: { pacs: king } | pacs is king and must be viewer, reviewer, operator or administrator",
                "roles: { pacs: viewer } | roles: {} | must say which values of the claim groups are which role",
                "clientId: a, | clientId: a, colour: red, | is not a known field"
            })
    void whatCantWorkIsRefusedWithItsPlace(String good, String bad, String why) {
        assertThat(LEAST).contains(good);
        assertThatThrownBy(() -> read(LEAST.replace(good, bad)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("node.yaml line 2")
                .hasMessageContaining(why)
                .hasMessageNotContaining("s3cret");
    }

    private OidcSettings read(String text) throws IOException {
        return configuration("http: { oidc: { " + text + " } }\n")
                .node()
                .http()
                .provider()
                .orElseThrow();
    }

    private NodeConfiguration configuration(String more) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n" + more);
        return NodeConfiguration.read(folder);
    }
}
