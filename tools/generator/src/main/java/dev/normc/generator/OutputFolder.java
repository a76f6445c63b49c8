package dev.normc.generator;

import dev.normc.dsl.diagnostic.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder that sources are written to, in which there may be files of others.
 *
 * @param folder where it is
 * @param recorded the checksums of what normc has written there, by path
 */
record OutputFolder(Path folder, Map<String, String> recorded) {

    /** Words of every class that normc emits: where there is no record, they tell whose a file is. */
    private static final String MARK = "Made by normc from";

    /**
     * What has been done.
     *
     * @param findings files that normc left alone though they are of no use any more
     */
    record Changes(List<Path> written, List<Path> kept, List<Path> deleted, List<Finding> findings) {}

    /** Whether all these files are there with these contents. */
    boolean holds(Map<String, String> checksums) throws IOException {
        for (Map.Entry<String, String> file : checksums.entrySet()) {
            if (!has(file.getKey(), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private boolean has(String path, String checksum) throws IOException {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file)
                && Checksum.of(Files.readAllBytes(file)).equals(checksum);
    }

    /** Files that {@code texts} would replace and that are not normc's. */
    List<Finding> obstacles(Map<String, String> texts) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String path : texts.keySet()) {
            Path file = folder.resolve(path);
            if (!recorded.containsKey(path) && Files.isRegularFile(file) && !isMarked(file)) {
                findings.add(Finding.of(
                        Severity.ERROR,
                        "not-generated",
                        file,
                        "this file is in the way of a generated one and was not written by normc; it stays as it is"));
            }
        }
        return findings;
    }

    private static boolean isMarked(Path file) throws IOException {
        // Whatever the bytes are, as Latin-1 they are a text.
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
    }

    /**
     * Writes those of {@code texts} that are not there yet, and deletes what is recorded and not among
     * {@code checksums}, all files that are to be there.
     */
    Changes update(Map<String, String> texts, Map<String, String> checksums) throws IOException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        List<Path> kept = new ArrayList<>();
        for (Map.Entry<String, String> output : checksums.entrySet()) {
            Path file = folder.resolve(output.getKey());
            String text = texts.get(output.getKey());
            if (text == null || has(output.getKey(), output.getValue())) {
                kept.add(file);
            } else {
                contents.put(file, Checksum.bytes(text));
            }
        }
        StagedFiles.write(contents);
        Changes changes = new Changes(List.copyOf(contents.keySet()), kept, new ArrayList<>(), new ArrayList<>());
        for (Map.Entry<String, String> output : recorded.entrySet()) {
            if (!checksums.containsKey(output.getKey())) {
                delete(output.getKey(), output.getValue(), changes);
            }
        }
        return changes;
    }

    private void delete(String path, String checksum, Changes changes) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return;
        }
        if (!has(path, checksum)) {
            String message = "this file is of no use any more, but was changed since normc wrote it; it stays as it is";
            changes.findings().add(Finding.of(Severity.WARNING, "changed-output", file, message));
            return;
        }
        Files.delete(file);
        changes.deleted().add(file);
        deleteEmptyAbove(file);
    }

    /** Deletes the packages that nothing is in any more. */
    private void deleteEmptyAbove(Path file) throws IOException {
        try {
            for (Path above = above(file); !above.equals(folder); above = above(above)) {
                Files.delete(above);
            }
        } catch (DirectoryNotEmptyException inUse) {
            return;
        }
    }

    private static Path above(Path path) {
        return path.resolve("..").normalize();
    }
}
