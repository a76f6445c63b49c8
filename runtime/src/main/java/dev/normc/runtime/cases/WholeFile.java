package dev.normc.runtime.cases;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** What a file is to hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
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
            refuseDirectory(file);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, content); // a terminal, a pipe
                return;
            }
            replace(file, content);
        });
    }

    /**
     * Writes several files, and makes the directories above where they are missing. None takes the place of an old one
     * before all of them are written.
     *
     * @throws Unwritable if one of them cannot be written; none is then
     */
    public static void writeAll(Map<Path, Content> files) {
        Map<Path, Path> temporaries = new LinkedHashMap<>();
        try {
            files.forEach((file, content) -> orRefuse(file, () -> {
                refuseDirectory(file);
                if (Files.exists(file) && !Files.isRegularFile(file)) {
                    throw new Unwritable(file + " cannot be written: it is no regular file.", null);
                }
                Files.createDirectories(folder(file));
                Path temporary = temporary(file.toAbsolutePath());
                temporaries.put(file, temporary);
                try (OutputStream out = Files.newOutputStream(temporary)) {
                    content.writeTo(out);
                }
                keepPermissions(file.toAbsolutePath(), temporary);
            }));
            temporaries.forEach((file, temporary) -> orRefuse(file, () -> move(temporary, file.toAbsolutePath())));
        } finally {
            temporaries.forEach((file, temporary) -> orRefuse(file, () -> Files.deleteIfExists(temporary)));
        }
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
        } catch (IOException failure) {
            throw unwritable(file, failure);
        }
    }

    /** Why a file cannot be written, for who writes it in another way than whole. */
    public static Unwritable unwritable(Path file, IOException failure) {
        return new Unwritable(file + " cannot be written: " + reason(failure) + ".", failure);
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException inTheWay
                && (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException)) {
            return inTheWay.getFile() + " is not a directory";
        }
        if (failure instanceof FileSystemException other) {
            return other.getReason() == null ? "no such place" : other.getReason();
        }
        return String.valueOf(failure.getMessage());
    }

    private static void refuseDirectory(Path file) {
        if (Files.isDirectory(file)) {
            throw new Unwritable(file + " cannot be written: it is a directory.", null);
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
        Files.createDirectories(folder(file));
        Path temporary = temporary(target);
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

    /** Where the content of {@code target} stands until it is whole. */
    private static Path temporary(Path target) {
        return target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
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
