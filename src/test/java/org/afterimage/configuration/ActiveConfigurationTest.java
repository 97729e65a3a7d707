package org.afterimage.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in force changes whole or not at all, and who changed what and when stays in the database. */
class ActiveConfigurationTest {
    private static final String NODE = "aeTitles: [A]\ndicom: { port: 104 }\n";
    private static final String REMOTES = "remotes:\n  - { aeTitle: PACS, host: a, port: 104 }\n";
    private static final String ROUTES =
            "routes:\n  - { name: one, match: { Modality: [CR] }, model: m, destination: PACS }\n";

    @TempDir
    private Path folder;

    private Path conf;
    private TestDatabase database;
    private NodeConfiguration configuration;
    private ActiveRoutes routes;
    private VersionStore store;
    private ActiveConfiguration active;

    @BeforeEach
    void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        conf = Files.createDirectories(folder.resolve("conf"));
        ConfigurationFilesTest.files(NODE, REMOTES, ROUTES).write(conf);
        store = new VersionStore(database.source());
        restart();
    }

    @AfterEach
    void stop() throws Exception {
        active.stop(new ShutdownEvent());
        database.close();
    }

    private void restart() throws SQLException {
        configuration = NodeConfiguration.read(conf);
        routes = new ActiveRoutes(configuration);
        active = new ActiveConfiguration(configuration, routes, store, "NODE1");
        active.start(new StartupEvent());
    }

    @Test
    void changesOfFilesComeIntoForceOnceAndAreKeptWithWhatChanged() throws Exception {
        ConfigurationVersion first = active.version();
        assertThat(first.previous()).isNull();
        assertThat(first.origin()).isEqualTo(Origin.FILE);
        assertThat(first.person())
                .isEqualTo(Files.getOwner(conf.resolve("node.yaml")).getName());
        active.look();
        assertThat(active.version()).isEqualTo(first);

        Files.writeString(conf.resolve("remotes.yaml"), REMOTES + "  - { aeTitle: NEW, host: b, port: 105 }\n");
        Files.writeString(conf.resolve("node.yaml"), NODE.replace("104", "105") + "study: { quietSeconds: 4 }\n");
        active.look();
        assertThat(configuration.remote("NEW")).isPresent();
        assertThat(configuration.node().study().quietSeconds()).isEqualTo(4);
        assertThat(configuration.node().dicom().port()).isEqualTo(104);
        assertThat(active.waitingForRestart())
                .singleElement()
                .satisfies(change -> assertThat(change.field()).isEqualTo("dicom.port"));
        ConfigurationVersion second = active.version();
        assertThat(second.previous()).isEqualTo(first.id());
        assertThat(second.difference())
                .contains("node.yaml\n", "-dicom: { port: 104 }\n", "+study: { quietSeconds: 4 }\n")
                .contains("remotes.yaml\n", "+  - { aeTitle: NEW, host: b, port: 105 }\n")
                .doesNotContain("routes.yaml");
        assertThat(store.list(0, 10)).containsExactly(second, first);

        active.stop(new ShutdownEvent());
        restart();
        assertThat(active.version()).as("what was in force before a restart").isEqualTo(second);
        assertThat(active.waitingForRestart()).isEmpty();
    }

    @Test
    void aNodeGoesBackToItsOwnVersionsOnly() throws Exception {
        ConfigurationVersion own = active.version();
        ConfigurationFiles others = ConfigurationFiles.read(conf).with("node.yaml", NODE + "# of another node\n");
        ConfigurationVersion anothers =
                store.record(new VersionStore.Change("NODE2", others, Origin.FILE, "Ada", Instant.now()));
        assertThat(active.earlier(own.id()).texts()).containsEntry("node.yaml", NODE);
        assertThat(active.isOwn(anothers)).isFalse();
        assertThatThrownBy(() -> active.earlier(anothers.id()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("NODE2")
                .hasMessageContaining("this is NODE1");
        assertThatThrownBy(() -> active.earlier(999)).hasMessageContaining("There is no version 999");
    }

    @Test
    void whoListensIsToldOnceOfWhatCameByFilesAndOfNothingElse() throws Exception {
        List<ConfigurationVersion> told = new ArrayList<>();
        ConfigurationVersion first = active.version();
        active.whenFilesChange(told::add);
        assertThat(told)
                .as("that of the start, which came before anybody listened")
                .containsExactly(first);
        active.take(ConfigurationFiles.read(conf).with("node.yaml", NODE + "# sent\n"), Origin.REST, "Ada");
        active.look();
        assertThat(told).hasSize(1);
        Files.writeString(conf.resolve("node.yaml"), NODE + "# by hand\n");
        active.look();
        active.look();
        assertThat(told).containsExactly(first, active.version());

        active.stop(new ShutdownEvent());
        restart();
        active.whenFilesChange(told::add);
        assertThat(told).as("a restart changes nothing").hasSize(2);
    }

    @Test
    void aBadFileChangesNothingUntilItIsRight() throws Exception {
        ConfigurationVersion first = active.version();
        Files.writeString(conf.resolve("remotes.yaml"), REMOTES + "  - { aeTitle: NEW, host: b, port: 105 }\n");
        Files.writeString(
                conf.resolve("routes.yaml"),
                ROUTES + "  - { name: two, when: 'Modalty == 1', model: m, destination: NEW }\n");
        active.look();
        assertThat(active.version()).isEqualTo(first);
        assertThat(configuration.remote("NEW")).isEmpty();
        assertThat(routes.table().routes()).hasSize(1);
        assertThat(active.refused())
                .hasValueSatisfying(why -> assertThat(why).contains("routes.yaml line 3: route two"));

        Files.writeString(
                conf.resolve("routes.yaml"),
                ROUTES + "  - { name: two, when: \"Modality == 'MR'\", model: m, destination: NEW }\n");
        active.look();
        assertThat(active.refused()).isEmpty();
        assertThat(routes.table().routes()).hasSize(2);
        assertThat(active.version().previous()).isEqualTo(first.id());

        Files.delete(conf.resolve("routes.yaml"));
        active.look();
        assertThat(active.refused()).hasValueSatisfying(why -> assertThat(why).contains("routes.yaml"));
        assertThat(routes.table().routes()).hasSize(2);
    }

    @Test
    void whatSomebodySendsIsWrittenToTheFilesAndKeptUnderTheirName() throws Exception {
        ConfigurationFiles wanted = ConfigurationFilesTest.files(NODE, REMOTES.replace("host: a", "host: c"), ROUTES);
        ConfigurationVersion taken = active.take(wanted, Origin.CLI, "Ada");
        assertThat(taken.person()).isEqualTo("Ada");
        assertThat(taken.origin()).isEqualTo(Origin.CLI);
        assertThat(Files.readString(conf.resolve("remotes.yaml"))).contains("host: c");
        active.look();
        assertThat(active.version()).isEqualTo(taken);

        ConfigurationFiles wrong = ConfigurationFilesTest.files(NODE, REMOTES.replace("104", "x"), ROUTES);
        assertThatThrownBy(() -> active.take(wrong, Origin.REST, "Bob"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("remotes.yaml line 2");
        assertThat(Files.readString(conf.resolve("remotes.yaml"))).contains("host: c");
        assertThat(configuration.remote("PACS").orElseThrow().host()).isEqualTo("c");
        assertThat(store.list(0, 10)).hasSize(2);
        assertThat(store.find(taken.id()).orElseThrow().files().texts()).isEqualTo(wanted.texts());
        assertThat(active.changes(ConfigurationFilesTest.files(NODE.replace("104", "0"), REMOTES, ROUTES)))
                .extracting(change -> change.field() + " " + change.live())
                .isEqualTo(List.of("dicom.port false"));
    }

    @Test
    void aChangeThatCannotBeRecordedIsNotInForceAndIsTakenUpLater() throws Exception {
        database.execute("alter table configuration_version rename to away");
        Files.writeString(conf.resolve("remotes.yaml"), REMOTES.replace("host: a", "host: c"));
        active.look();
        assertThat(configuration.remote("PACS").orElseThrow().host()).isEqualTo("a");
        database.execute("alter table away rename to configuration_version");
        active.look();
        assertThat(configuration.remote("PACS").orElseThrow().host()).isEqualTo("c");
    }

    @Test
    void whatCameIntoForceMeanwhileIsNotOverwritten() throws Exception {
        long base = active.version().id();
        ConfigurationFiles mine = ConfigurationFilesTest.files(NODE, REMOTES.replace("host: a", "host: mine"), ROUTES);
        Files.writeString(conf.resolve("remotes.yaml"), REMOTES.replace("host: a", "host: other"));
        assertThatThrownBy(() -> active.take(mine, base, Origin.CONSOLE, "Ada"))
                .isInstanceOf(ChangedMeanwhileException.class)
                .hasMessageContaining("not saved");
        assertThat(configuration.remote("PACS").orElseThrow().host()).isEqualTo("other");

        Files.writeString(conf.resolve("remotes.yaml"), "remotes: [\n");
        assertThatThrownBy(() -> active.take(mine, active.version().id(), Origin.CONSOLE, "Ada"))
                .isInstanceOf(ChangedMeanwhileException.class)
                .hasMessageContaining("would be lost");
        assertThat(Files.readString(conf.resolve("remotes.yaml"))).isEqualTo("remotes: [\n");

        mine.write(conf);
        active.look();
        ConfigurationFiles next = mine.with("node.yaml", NODE + "study: { quietSeconds: 4 }\n");
        ConfigurationVersion saved = active.take(next, active.version().id(), Origin.CONSOLE, "Ada");
        assertThat(saved.origin()).isEqualTo(Origin.CONSOLE);
        assertThat(store.find(saved.id()).orElseThrow().version().origin()).isEqualTo(Origin.CONSOLE);
        assertThat(active.readOnly()).isEmpty();
    }

    @Test
    void theHistoryIsNotChanged() {
        assertThatThrownBy(() -> database.execute("update configuration_version set person = 'nobody'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.execute("delete from configuration_version"))
                .hasMessageContaining("append-only");
    }
}
