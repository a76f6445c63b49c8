package dev.normc.runtime.cache;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of entries, which several processes use at once: a file appears whole under its name or not at all, goes
 * away as a whole, and never changes. Other files in it are left alone.
 */
final class CacheFolder {

    private static final String SUFFIX = ".normc";
    private static final String BEGUN = "begun-";

    /** What somebody has begun to write and not finished in this time was left by a process that is gone. */
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;
    private final long mostBytes;

    private CacheFolder(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * Opens a directory, and makes it for its owner alone where it is missing.
     *
     * @throws IOException if it cannot be made or written
     * @throws IllegalArgumentException if it is another user's, or others may write to it
     */
    static CacheFolder open(Path path, long mostBytes) throws IOException {
        if (!Files.exists(path)) {
            if (isPosix(path.toAbsolutePath())) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(path);
            }
        }
        Path folder = path.toRealPath();
        if (!Files.isDirectory(folder)) {
            throw new IOException("it is not a directory");
        }
        requireOwn(folder);
        return new CacheFolder(folder, mostBytes);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** A class that is loaded from it does what this process may do, so nobody else may put one there. */
    private static void requireOwn(Path folder) throws IOException {
        Path probe = begin(folder);
        try {
            PosixFileAttributes made = attributes(probe);
            PosixFileAttributes own = attributes(folder);
            if (made != null && own != null && !made.owner().equals(own.owner())) {
                throw new IllegalArgumentException(
                        "it belongs to another user, " + own.owner().getName());
            } else if (own != null && own.permissions().stream().anyMatch(OTHERS_WRITE::contains)) {
                throw new IllegalArgumentException("others may write to it; chmod go-w " + folder + " mends it");
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** A new file for what is being written, its owner's alone. */
    private static Path begin(Path folder) throws IOException {
        Path file = folder.resolve(
                BEGUN + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + SUFFIX);
        return isPosix(folder)
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }

    private static @Nullable PosixFileAttributes attributes(Path path) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view == null ? null : view.readAttributes();
    }

    private Path file(String name) {
        return folder.resolve(name + SUFFIX);
    }

    /** The bytes under a name, which count as used now; none if there are none, or others may have written them. */
    Optional<byte[]> read(String name) throws IOException {
        Path file = file(name);
        try {
            if (!isOwn(file)) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(bytes);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /** Whether it is a file of the directory's owner that nobody else may write, in a directory that is so still. */
    private boolean isOwn(Path file) throws IOException {
        BasicFileAttributes plain = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes itself = attributes(file);
        PosixFileAttributes own = attributes(folder);
        return plain.isRegularFile()
                && plain.size() <= mostBytes
                && (itself == null
                        || own == null
                        || (itself.owner().equals(own.owner())
                                && itself.permissions().stream().noneMatch(OTHERS_WRITE::contains)
                                && own.permissions().stream().noneMatch(OTHERS_WRITE::contains)));
    }

    /** Puts bytes under a name, in the place of others, then makes room. */
    void write(String name, byte[] bytes) throws IOException {
        Path begun = begin(folder);
        try {
            Files.write(begun, bytes);
            try {
                Files.move(begun, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException unsupported) {
                throw new IOException("its file system cannot rename a file in one step", unsupported);
            }
        } finally {
            Files.deleteIfExists(begun);
        }
        makeRoom();
    }

    /** Removes all entries, and what was begun. */
    void clear() throws IOException {
        for (Entry entry : entries()) {
            Files.deleteIfExists(entry.file());
        }
    }

    private record Entry(Path file, long bytes, Instant used) {

        boolean isBegun() {
            return String.valueOf(file.getFileName()).startsWith(BEGUN);
        }
    }

    /** Removes what was begun long ago, and the entries used longest ago as long as all together are too large. */
    private void makeRoom() throws IOException {
        Instant longAgo = Instant.now().minus(LONGEST_WRITE);
        long bytes = 0;
        for (Entry entry : entries()) {
            bytes += entry.bytes();
            boolean abandoned = entry.isBegun() && entry.used().isBefore(longAgo);
            if (abandoned || (!entry.isBegun() && bytes > mostBytes)) {
                Files.deleteIfExists(entry.file());
                bytes -= entry.bytes();
            }
        }
    }

    /** The files that are of this directory, the one used last first. */
    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String stem = String.valueOf(file.getFileName()).replace(SUFFIX, "");
                if (stem.startsWith(BEGUN) || stem.matches("[0-9a-f]{" + 2 * Digest.LENGTH + "}")) {
                    try {
                        BasicFileAttributes one = Files.readAttributes(file, BasicFileAttributes.class);
                        entries.add(new Entry(
                                file, one.size(), one.lastModifiedTime().toInstant()));
                    } catch (NoSuchFileException gone) {
                        // another process has made room
                    }
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::used).reversed());
        return entries;
    }
}
