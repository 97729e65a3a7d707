package org.afterimage.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The command line of the ingest benchmark.
 *
 * @param rounds how often each combination is measured
 * @param quick fewer instances
 * @param associations the numbers of associations
 * @param targets which programs, by their names in lower case
 * @param workloads which of ct and dx
 * @param folder where stores and databases are made; its disk is what is measured
 */
record IngestOptions(
        int rounds,
        boolean quick,
        List<Integer> associations,
        Set<String> targets,
        Set<String> workloads,
        Path folder) {
    /** All targets, in the order of the first round. */
    static final List<String> TARGETS = List.of("afterimage", "storescp", "storescp-tuned", "orthanc");

    static final String HELP = """
            src/bench/ingest: how fast instances are received by this node, dcmtk's storescp and Orthanc, in turn on this machine.

              --rounds N            measured rounds, 5 unless given; before them each receiver takes 10,000 CT and
                                    20,000 small ones that are not counted, since Java compiles what runs often
              --quick               a fifth of the instances, one round, a short warm-up
              --associations LIST   1,8,32 unless given
              --targets LIST        afterimage,storescp,storescp-tuned,orthanc unless given
              --workloads LIST      ct,dx unless given: 500 CT of 0.5 MB, 50 DX of 8 MB
              --folder DIR          where the stores are made, target/ingest unless given; its disk is what is measured

            Needs: apt-get install dcmtk orthanc. The table is written to target/ingest.md as well.
            """;

    /** Reads the words of the command line. */
    static IngestOptions of(String... words) {
        int rounds = 5;
        boolean quick = false;
        List<Integer> associations = List.of(1, 8, 32);
        Set<String> targets = Set.copyOf(TARGETS);
        Set<String> workloads = Set.of("ct", "dx");
        Path folder = Path.of("target/ingest");
        Iterator<String> word = List.of(words).iterator();
        while (word.hasNext()) {
            switch (word.next()) {
                case "--rounds" -> rounds = Integer.parseInt(word.next());
                case "--quick" -> quick = true;
                case "--associations" -> associations = numbers(word.next());
                case "--targets" -> targets = Set.of(word.next().split(","));
                case "--workloads" -> workloads = Set.of(word.next().split(","));
                case "--folder" -> folder = Path.of(word.next());
                default -> throw new IllegalArgumentException(HELP);
            }
        }
        return new IngestOptions(quick ? 1 : rounds, quick, associations, targets, workloads, folder.toAbsolutePath());
    }

    /** The workloads in the order of the table. */
    List<Workload> chosenWorkloads() {
        List<Workload> chosen = new ArrayList<>();
        if (workloads.contains("ct")) {
            chosen.add(Workload.ct(quick ? 100 : 500));
        }
        if (workloads.contains("dx")) {
            chosen.add(Workload.dx(quick ? 10 : 50));
        }
        return chosen;
    }

    /** What is sent to each receiver before anything is measured, each so many times: a receiver in a hospital runs for weeks. */
    Map<Workload, Integer> warmUp() {
        return Map.of(Workload.smallCt(500), quick ? 4 : 40, Workload.ct(500), quick ? 2 : 20);
    }

    private static List<Integer> numbers(String list) {
        return List.of(list.split(",")).stream().map(Integer::valueOf).toList();
    }
}
