package dev.normc.runtime.cases;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import org.jspecify.annotations.Nullable;

/** Writes files whole or not at all: whoever reads one meanwhile, or after a failure, sees the old content. */
public final class WholeFile {

    /** A file that cannot be written; the message is one sentence for the user. */
    public static final class Unwritable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unwritable(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    private WholeFile() {}

    /**
     * Writes {@code text} in UTF-8, and makes the directories above where they are missing.
     *
     * @throws Unwritable if that is not possible
     */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes {@code content}, and makes the directories above where they are missing.
     *
     * @throws Unwritable if that is not possible
     */
    public static void write(Path file, byte[] content) {
        orRefuse(file, () -> {
            if (Files.isDirectory(file)) {
                throw new Unwritable(file + " cannot be written: it is a directory.", null);
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, content); // a terminal, a pipe
                return;
            }
            replace(file, content);
        });
    }

    /**
     * Writes {@code text} like {@link #write(Path, String)} into a file that is not there yet.
     *
     * @throws Unwritable if that is not possible, or the file is there; it stays as it is then
     */
    public static void create(Path file, String text) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Unwritable(file + " exists already and stays as it is.", null);
        }
        orRefuse(file, () -> {
            Files.createDirectories(folder(file));
            Files.createFile(file); // of two that want the name at the same time, one gets it
        });
        try {
            write(file, text);
        } catch (Unwritable failure) {
            orRefuse(file, () -> Files.delete(file));
            throw failure;
        }
    }

    /** Work on files. */
    private interface Work {
        void run() throws IOException;
    }

    private static void orRefuse(Path file, Work work) {
        try {
            work.run();
        } catch (AccessDeniedException denied) {
            throw new Unwritable(file + " cannot be written: permission denied.", denied);
        } catch (FileAlreadyExistsException | NotDirectoryException inTheWay) {
            throw new Unwritable(file + " cannot be written: " + inTheWay.getFile() + " is not a directory.", inTheWay);
        } catch (java.nio.file.FileSystemException failure) {
            String reason = failure.getReason() == null ? "no such place" : failure.getReason();
            throw new Unwritable(file + " cannot be written: " + reason + ".", failure);
        } catch (IOException failure) {
            throw new Unwritable(file + " cannot be written: " + failure.getMessage() + ".", failure);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new Unwritable(file + " cannot be written: it is a directory.", null);
        }
        return folder;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = folder(file);
        Files.createDirectories(folder);
        String suffix = "." + ProcessHandle.current().pid() + ".tmp";
        Path temporary = folder.resolve("." + target.getFileName() + suffix);
        try {
            Files.write(
                    temporary,
                    content,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            keepPermissions(target, temporary);
            move(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** What replaces a file may be read and written by those who might the file itself. */
    private static void keepPermissions(Path before, Path after) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(before, PosixFileAttributeView.class);
        if (view != null && Files.exists(before)) {
            Files.setPosixFilePermissions(after, view.readAttributes().permissions());
        }
    }

    private static void move(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException unsupported) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
