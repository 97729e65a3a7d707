package org.afterimage.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.afterimage.infer.EngineTrial.Outcome;
import org.afterimage.infer.FaultyCandidate.Fault;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.TestPackages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with an engine is tried in a process of its own, which takes a second or two a test, and then in this one. */
class EngineSelectionTest {

    @TempDir
    Path models;

    private final List<EngineSelection> open = new ArrayList<>();
    private ModelPackage model;

    /** The process that tries an engine: its kind, its fault, and the folders. */
    public static final class Main {
        private Main() {}

        public static void main(String... words) throws InferenceException {
            EngineCandidate candidate = new FaultyCandidate(EngineKind.of(words[0]), Fault.valueOf(words[1]));
            List<Path> folders = Stream.of(words).skip(2).map(Path::of).toList();
            NetworkProbe.run(candidate, folders, System.out);
        }
    }

    @BeforeEach
    void oneModel() {
        model = TestPackages.load(models, "threshold_lung", TestPackages.BONE_AND_LUNG);
    }

    @AfterEach
    void close() {
        open.forEach(EngineSelection::close);
    }

    @Test
    void withoutAnotherEngineTheModelRunsOnTheCpuAtOnceAndSaysWhy() throws Exception {
        EngineSelection engines =
                select(EnginePolicy.ANY, NO_PROCESS, candidate(EngineKind.TENSORRT, Fault.ABSENT), noGpuLibraries());

        assertThat(engines.ready()).isTrue();
        assertThat(engines.engineOf(model.sha256())).matches("OnnxRuntime \\S+ CPU");
        assertThat(engines.choices()).singleElement().satisfies(choice -> {
            assertThat(choice.model()).isEqualTo("test-model 1.2.3");
            assertThat(choice.trials())
                    .containsExactly(
                            new EngineTrial(EngineKind.TENSORRT, Outcome.REFUSED, "there is no such device"),
                            new EngineTrial(
                                    EngineKind.ONNXRUNTIME_GPU,
                                    Outcome.REFUSED,
                                    "node.yaml names no inference.onnxRuntimeNatives"),
                            new EngineTrial(EngineKind.ONNXRUNTIME_CPU, Outcome.TAKEN, "no other engine can be used"));
            assertThat(choice.sentence()).contains("tensorrt refused: there is no such device");
        });
        assertThat(run(engines)).containsKeys("bone", "lung");
    }

    @Test
    void anEngineThatAgreesWithTheCpuIsTakenAndTheNextOnesAreSpared() throws Exception {
        EngineSelection engines = select(
                EnginePolicy.ANY,
                EngineSelectionTest::process,
                candidate(EngineKind.TENSORRT, Fault.NONE),
                candidate(EngineKind.ONNXRUNTIME_GPU, Fault.NONE));

        assertThat(engines.engineOf(model.sha256())).isEqualTo("tensorrt with NONE");
        List<EngineTrial> trials = engines.choices().get(0).trials();
        assertThat(trials)
                .extracting(EngineTrial::outcome)
                .containsExactly(Outcome.TAKEN, Outcome.SPARE, Outcome.SPARE);
        assertThat(trials.get(0).reason())
                .isEqualTo(
                        "agrees with the CPU: greatest difference 0.0 of the output's largest value, 0.0010 allowed");
        assertThat(run(engines)).containsKeys("bone", "lung");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOES_NOT_START   | the driver is too old",
                "LACKS_A_LIBRARY  | libcuda.so.1: cannot open shared object file",
                "ENDS_THE_PROCESS | did not start: its process ended with 134",
                "HANGS            | did not start: it did not answer within 8 s",
                "DOES_NOT_LOAD    | an operator is not known",
                "DIFFERS          | differs from the CPU: greatest difference 0.0",
                "GIVES_NO_NUMBERS | differs from the CPU: greatest difference NaN",
            })
    void anEngineThatFailsInItsProcessIsRefusedAndTheNextOneIsTaken(Fault fault, String reason) throws Exception {
        EngineSelection engines = select(
                EnginePolicy.ANY,
                EngineSelectionTest::process,
                candidate(EngineKind.TENSORRT, fault),
                candidate(EngineKind.ONNXRUNTIME_GPU, Fault.NONE));

        assertThat(engines.engineOf(model.sha256())).isEqualTo("onnxruntime-gpu with NONE");
        assertThat(engines.choices().get(0).trials().get(0)).satisfies(trial -> {
            assertThat(trial.engine()).isEqualTo(EngineKind.TENSORRT);
            assertThat(trial.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(trial.reason()).contains(reason);
        });
        assertThat(run(engines)).containsKeys("bone", "lung");
    }

    /** The process said yes, this one says no: another version of a library on its path, or memory that is taken by now. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DOES_NOT_START   | the driver is too old",
                "LACKS_A_LIBRARY  | libcuda.so.1: cannot open shared object file",
                "HANGS            | it did not load the network within 2 s",
                "DOES_NOT_LOAD    | an operator is not known",
                "DIFFERS          | differs from the CPU",
                "GIVES_NO_NUMBERS | differs from the CPU",
            })
    void anEngineThatFailsInThisProcessAloneIsRefusedToo(Fault fault, String reason) throws Exception {
        EngineSelection engines = select(
                EnginePolicy.ANY, EngineSelectionTest::fits, candidate(EngineKind.TENSORRT, fault), noGpuLibraries());

        assertThat(engines.engineOf(model.sha256())).endsWith("CPU");
        assertThat(engines.choices().get(0).trials().get(0).reason()).contains(reason);
        assertThat(run(engines)).containsKeys("bone", "lung");
    }

    @Test
    void whenNoProcessCanBeStartedTheCpuIsUsed() throws Exception {
        EngineSelection engines = select(
                EnginePolicy.ANY,
                (candidate, packages) -> {
                    throw new IOException("Cannot run program");
                },
                candidate(EngineKind.TENSORRT, Fault.NONE));
        assertThat(engines.engineOf(model.sha256())).endsWith("CPU");
        assertThat(engines.choices().get(0).trials().get(0).reason()).isEqualTo("Cannot run program");
    }

    @Test
    void modelsRunOnTheCpuWhileAnEngineIsBeingTried() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        EngineSelection engines = selection(
                EnginePolicy.ANY,
                (candidate, packages) -> {
                    asked.countDown();
                    await(answer);
                    return fits(candidate, packages);
                },
                candidate(EngineKind.TENSORRT, Fault.NONE));
        Thread choosing = new Thread(() -> engines.choose(List.of(model), choices -> {}));
        choosing.start();
        await(asked);

        String before = engines.engineOf(model.sha256());
        assertThat(before).endsWith("CPU");
        assertThat(engines.ready()).isTrue();
        assertThat(engines.choices().get(0).trials())
                .extracting(EngineTrial::outcome)
                .containsExactly(Outcome.TRYING, Outcome.TAKEN);
        LoadedModel taken = engines.network(model, before);

        answer.countDown();
        choosing.join(30_000);
        assertThat(engines.engineOf(model.sha256())).isEqualTo("tensorrt with NONE");
        assertThat(engines.network(model, before)).isSameAs(taken); // a job keeps the engine that it was taken up with
        assertThat(taken.run(ProbeInput.of(model, 64))).containsKeys("bone", "lung");
    }

    @Test
    void anEngineThatFailsAtWorkIsGivenUpAndTheNextAttemptRunsOnTheCpu() throws Exception {
        FaultyCandidate gpu = candidate(EngineKind.TENSORRT, Fault.BREAKS_AT_WORK);
        EngineSelection engines = select(EnginePolicy.ANY, EngineSelectionTest::fits, gpu);
        String engine = engines.engineOf(model.sha256());
        assertThat(engine).startsWith("tensorrt");
        LoadedModel network = engines.network(model, engine);
        gpu.broken().set(true);

        assertThatThrownBy(() -> network.run(ProbeInput.of(model, 64))).isInstanceOf(InferenceException.class);

        assertThat(engines.engineOf(model.sha256())).endsWith("CPU");
        assertThat(engines.choices().get(0).trials())
                .extracting(EngineTrial::toString)
                .containsExactly(
                        "tensorrt refused: it failed at work: CUDA error 700",
                        "onnxruntime-cpu taken: no other engine can be used");
        assertThat(run(engines)).containsKeys("bone", "lung");
        assertThatThrownBy(() -> engines.network(model, engine)).hasMessageContaining("no longer runs");
    }

    @Test
    void aWrongInputIsNoReasonToGiveAnEngineUp() throws Exception {
        EngineSelection engines =
                select(EnginePolicy.ANY, EngineSelectionTest::fits, candidate(EngineKind.TENSORRT, Fault.NONE));
        LoadedModel network = engines.network(model, engines.engineOf(model.sha256()));
        assertThatThrownBy(() -> network.run(Map.of())).isInstanceOf(InferenceException.class);
        assertThat(engines.engineOf(model.sha256())).isEqualTo("tensorrt with NONE");
    }

    @Test
    void anEngineThatIsForbiddenIsNotEvenTried() throws Exception {
        EngineSelection engines = select(
                new EnginePolicy(Optional.empty(), Set.of(EngineKind.TENSORRT)),
                NO_PROCESS,
                candidate(EngineKind.TENSORRT, Fault.NONE));
        assertThat(engines.engineOf(model.sha256())).endsWith("CPU");
        assertThat(engines.choices().get(0).trials().get(0).reason())
                .isEqualTo("inference.forbid of node.yaml names it");
    }

    @Test
    void anEngineThatIsForcedAndFailsLeavesTheModelWithoutOne() throws Exception {
        EngineSelection engines = select(
                new EnginePolicy(Optional.of(EngineKind.TENSORRT), Set.of()),
                EngineSelectionTest::process,
                candidate(EngineKind.TENSORRT, Fault.DOES_NOT_START));
        assertThat(engines.ready()).isTrue(); // nothing is waited for any more
        assertThat(engines.engineOf(model.sha256())).isEmpty();
        assertThat(engines.choices().get(0).trials())
                .extracting(EngineTrial::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("the driver is too old"),
                        reason -> assertThat(reason).isEqualTo("inference.engine of node.yaml allows tensorrt alone"));
        assertThatThrownBy(() -> engines.network(model, ""))
                .hasMessage("No engine that node.yaml allows can run test-model 1.2.3");
    }

    @Test
    void whileTheOnlyEngineThatMayBeUsedIsBeingTriedNoJobIsTakenUp() throws Exception {
        EngineSelection engines = selection(
                new EnginePolicy(Optional.of(EngineKind.TENSORRT), Set.of()),
                EngineSelectionTest::fits,
                candidate(EngineKind.TENSORRT, Fault.NONE));
        assertThat(engines.ready()).isFalse();
        engines.choose(List.of(model), choices -> {});
        assertThat(engines.ready()).isTrue();
        assertThat(engines.engineOf(model.sha256())).isEqualTo("tensorrt with NONE");
    }

    @Test
    void onlyTheModelThatAnEngineCannotRunGoesElsewhere() throws Exception {
        TestPackages.write(models, "other", "1.0", "any_batch", TestPackages.BONE_AND_LUNG);
        List<ModelPackage> both = ModelCatalogue.load(models).packages();
        EngineSelection engines = selection(
                EnginePolicy.ANY,
                (candidate, packages) -> new ProbingProcess.Report(
                        "tensorrt",
                        Map.of(both.get(1).folder(), "agrees"),
                        Map.of(both.get(0).folder(), "an operator is not known")),
                candidate(EngineKind.TENSORRT, Fault.NONE));
        engines.choose(both, choices -> {});
        assertThat(engines.choices())
                .extracting(EngineChoice::engine)
                .satisfiesExactly(
                        engine -> assertThat(engine).endsWith("CPU"),
                        engine -> assertThat(engine).isEqualTo("tensorrt with NONE"));
    }

    /** What hangs may never give its turn back to the models that run on the engine already. */
    @Test
    void anEngineThatHangsWithOneModelIsGivenUpForAllOfThem() throws Exception {
        TestPackages.write(models, "other", "1.0", "any_batch", TestPackages.BONE_AND_LUNG);
        List<ModelPackage> both = ModelCatalogue.load(models).packages();
        EngineSelection engines = selection(
                EnginePolicy.ANY,
                (candidate, packages) -> new ProbingProcess.Report(
                        "tensorrt",
                        Map.of(both.get(0).folder(), "agrees", both.get(1).folder(), "agrees"),
                        Map.of()),
                candidate(EngineKind.TENSORRT, Fault.HANGS_WITH_THE_SECOND));
        engines.choose(both, choices -> {});

        assertThat(engines.choices()).allSatisfy(choice -> {
            assertThat(choice.engine()).endsWith("CPU");
            assertThat(engines.network(
                            both.stream()
                                    .filter(one -> choice.model().equals(one.displayName()))
                                    .findFirst()
                                    .orElseThrow(),
                            choice.engine()))
                    .isNotNull();
        });
        assertThat(engines.choices())
                .extracting(choice -> choice.trials().get(0).reason())
                .containsExactlyInAnyOrder("it hung with another model", "it did not load the network within 2 s");
    }

    private static final EngineTrials.TrialProcess NO_PROCESS = (candidate, packages) -> {
        throw new AssertionError("nothing is to be tried");
    };

    private static ProbingProcess.Report process(EngineCandidate candidate, List<ModelPackage> packages)
            throws IOException {
        Fault fault = ((FaultyCandidate) candidate).fault();
        List<String> command = ProbingProcess.thisProgram(
                Main.class.getName(), candidate.kind().id(), fault.name());
        return new ProbingProcess(command, Duration.ofSeconds(fault == Fault.HANGS ? 8 : 60)).probe(packages);
    }

    private static ProbingProcess.Report fits(EngineCandidate candidate, List<ModelPackage> packages) {
        return new ProbingProcess.Report(
                candidate.kind().id(), Map.of(packages.get(0).folder(), "agrees with the CPU"), Map.of());
    }

    private static FaultyCandidate candidate(EngineKind kind, Fault fault) {
        return new FaultyCandidate(kind, fault);
    }

    private static EngineCandidate noGpuLibraries() {
        return new GpuOnnxRuntimeCandidate(
                Optional.empty(), NvidiaDriver.ofThisMachine(), new CpuSettings(1, true, 1L << 30));
    }

    private EngineSelection select(
            EnginePolicy policy, EngineTrials.TrialProcess process, EngineCandidate... candidates)
            throws InferenceException {
        EngineSelection engines = selection(policy, process, candidates);
        engines.choose(List.of(model), choices -> {});
        return engines;
    }

    private EngineSelection selection(
            EnginePolicy policy, EngineTrials.TrialProcess process, EngineCandidate... candidates)
            throws InferenceException {
        boolean hangs = Arrays.stream(candidates)
                .anyMatch(one -> one instanceof FaultyCandidate faulty
                        && faulty.fault().name().startsWith("HANGS"));
        EngineSelection engines = new EngineSelection(
                new OnnxRuntimeEngine(1), List.of(candidates), policy, process, Duration.ofSeconds(hangs ? 2 : 60));
        open.add(engines);
        return engines;
    }

    private Map<String, Tensor> run(EngineSelection engines) throws InferenceException {
        return engines.network(model, engines.engineOf(model.sha256())).run(ProbeInput.of(model, 64));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
