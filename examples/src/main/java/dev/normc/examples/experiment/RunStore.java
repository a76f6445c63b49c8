package dev.normc.examples.experiment;

import dev.normc.examples.train.FolderLock;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of an experiment: {@code experiment.properties} says of which, {@code runs} has one file of rows for each
 * run that is over and a folder for each that is not. The name of a run's file ends in a hash of its identity, so a
 * program that has changed is another run.
 */
final class RunStore implements AutoCloseable {

    private static final String CLAIM = "experiment.properties";
    private static final String LOCK = "experiment.lock";
    private static final String HEADER = "step,layer,quantity,value";
    private static final String CHECKSUM = "# SHA-256 of the lines before: ";
    private static final String SEPARATOR = " = ";
    private static final int HASH_DIGITS = 8;

    private final Path folder;
    private final FolderLock lock;

    private RunStore(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes a folder for an experiment, or goes on in one that is of the same.
     *
     * @param claim all that every run depends on, by name
     * @throws ExperimentException if the folder holds anything else, or somebody else works in it
     * @throws WholeFile.Unwritable if it cannot be written
     */
    static RunStore open(Path folder, Map<String, String> claim) {
        Path file = folder.resolve(CLAIM);
        if (Files.exists(file)) {
            requireSame(folder, read(file), claim);
        } else {
            requireEmpty(folder);
        }
        // Written in any case: who may not write here should know before an hour of work.
        WholeFile.write(file, text(claim));
        return new RunStore(folder, lock(folder));
    }

    /** Of two that work in one folder each would spoil the runs of the other. */
    private static FolderLock lock(Path folder) {
        return FolderLock.take(folder.resolve(LOCK))
                .orElseThrow(() -> new ExperimentException("Another normc experiment works in " + folder
                        + "; wait for it, or name another folder with --out."));
    }

    @Override
    public void close() {
        lock.close();
    }

    private static String text(Map<String, String> claim) {
        return claim.entrySet().stream()
                .map(entry -> entry.getKey() + SEPARATOR + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> claim = new LinkedHashMap<>();
        for (String line : lines(file)) {
            int at = line.indexOf(SEPARATOR);
            claim.put(at < 0 ? line : line.substring(0, at), at < 0 ? "" : line.substring(at + SEPARATOR.length()));
        }
        return claim;
    }

    private static void requireSame(Path folder, Map<String, String> there, Map<String, String> here) {
        for (String name : here.keySet()) {
            String before = there.getOrDefault(name, "nothing");
            if (!before.equals(here.get(name))) {
                throw new ExperimentException(folder + " is of another experiment: " + name + " is " + before
                        + " there, " + here.get(name) + " here; name another folder with --out.");
            }
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return; // not there yet, or a file that writing will complain of
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.findFirst().ifPresent(file -> {
                throw new ExperimentException(folder + " is no folder of an experiment: it holds " + file.getFileName()
                        + "; name another folder with --out.");
            });
        } catch (IOException failure) {
            throw new ExperimentException(folder + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    Path folder() {
        return folder;
    }

    /** Where a run that is not over keeps its checkpoint. */
    Path folder(Job job) {
        return folder.resolve("runs").resolve(file(job));
    }

    private Path finishedFile(Job job) {
        return folder.resolve("runs").resolve(file(job) + ".csv");
    }

    private static String file(Job job) {
        return job.subject().file() + "-" + sha256(job.identity()).substring(0, HASH_DIGITS);
    }

    /** The rows of a run that is over. */
    Optional<List<Row>> finished(Job job) {
        Path file = finishedFile(job);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = lines(file);
        int last = lines.size() - 1;
        if (last < 1 || !lines.get(last).equals(CHECKSUM + sha256(joined(lines.subList(0, last))))) {
            throw new ExperimentException(file + " is damaged; delete it, and the run that it is of is repeated.");
        }
        return Optional.of(lines.subList(1, last).stream().map(Row::parse).toList());
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Keeps the rows of a run and deletes its checkpoint. */
    void finish(Job job, List<Row> rows) {
        String lines = HEADER + "\n" + joined(rows.stream().map(Row::csv).toList());
        WholeFile.write(finishedFile(job), lines + CHECKSUM + sha256(lines) + "\n");
        deleteAll(folder(job));
    }

    private static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new ExperimentException(folder + " cannot be deleted: " + failure.getMessage() + ".", failure);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException failure) {
            throw new ExperimentException(file + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
