package dev.normc.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes several files: first all contents beside their places, then each in one step to its place. Where a content
 * cannot be written, for want of space or of a right, no file has changed.
 */
final class StagedFiles {

    private StagedFiles() {}

    /** Writes {@code contents}, and makes the folders above where they are missing. */
    static void write(Map<Path, byte[]> contents) throws IOException {
        Map<Path, Path> staged = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, byte[]> content : contents.entrySet()) {
                Path file = content.getKey();
                if (Files.isDirectory(file)) {
                    throw new FileSystemException(file.toString(), null, "it is a directory");
                }
                Path folder = folder(file);
                Files.createDirectories(folder);
                long thread = Thread.currentThread().getId();
                String name =
                        "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-" + thread + ".tmp";
                staged.put(folder.resolve(name), file);
                Files.write(folder.resolve(name), content.getValue());
            }
            for (Map.Entry<Path, Path> move : staged.entrySet()) {
                move(move.getKey(), move.getValue());
            }
        } finally {
            for (Path temporary : staged.keySet()) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** The folder of {@code file}, which can be made if it is missing. */
    private static Path folder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().resolve("..").normalize();
        Path nearest = folder;
        while (!Files.exists(nearest) && nearest.getNameCount() > 0) {
            nearest = nearest.resolve("..").normalize();
        }
        if (Files.exists(nearest) && !Files.isDirectory(nearest)) {
            throw new NotDirectoryException(nearest.toString());
        }
        return folder;
    }

    private static void move(Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Why a file cannot be read, written or deleted, for the user. */
    static String reason(Exception failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException cause) {
            return reason(cause);
        } else if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        } else if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
            return ((FileSystemException) failure).getFile() + " is not a directory";
        } else if (failure instanceof FileSystemException known) {
            return known.getFile() + ": " + (known.getReason() == null ? "no such place" : known.getReason());
        }
        return String.valueOf(failure.getMessage());
    }
}
