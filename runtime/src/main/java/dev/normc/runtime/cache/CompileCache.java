package dev.normc.runtime.cache;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory in which compiled norms are kept, so that a later process need not compile them. Several processes may
 * use it at once. Safe for many threads.
 *
 * <p>Classes are loaded from it: whoever can write to it can run code in this process. It is made for its owner alone,
 * and one that is another user's, or that others may write to, is refused.
 *
 * <p>A directory that cannot be written costs nothing but the time to compile; this is said once, in the log of this
 * class ({@link System.Logger}, level WARNING) unless somewhere else is named. An entry that is damaged, or of another
 * build of normc, is compiled and written anew.
 *
 * <pre>{@code
 * Normc normc = new Normc(CompileCache.in(Path.of("/home/me/.cache/normc")));
 * }</pre>
 */
public final class CompileCache {

    /** How many bytes a directory holds by default: some hundreds of norms. */
    public static final long DEFAULT_BYTES = 64L << 20;

    /** The system property that names the directory for {@link #chosen}. */
    public static final String PROPERTY = "normc.cache";

    /** The environment variable that does so where the property is not set. */
    public static final String VARIABLE = "NORMC_CACHE";

    /** Counts up with every change of what a key is made of, or an entry holds. */
    private static final int FORMAT = 1;

    private final Path directory;
    private final Optional<CacheFolder> folder;
    private final Consumer<String> messages;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Optional<byte[]> build;

    private CompileCache(Path directory, long mostBytes, String name, Consumer<String> messages) {
        if (mostBytes < 0) {
            throw new IllegalArgumentException("a cache holds at least 0 bytes, given " + mostBytes);
        }
        this.directory = directory;
        this.messages = messages;
        this.folder = open(directory, mostBytes, name);
        this.build = folder.isEmpty() ? Optional.empty() : BuildIdentity.digest();
        if (folder.isPresent() && build.isEmpty()) {
            tell("it cannot be told which build of normc this is", null);
        }
    }

    /**
     * A directory of up to {@link #DEFAULT_BYTES}; it is made if it is missing.
     *
     * @throws IllegalArgumentException if it is another user's, or others may write to it
     */
    public static CompileCache in(Path directory) {
        return in(directory, DEFAULT_BYTES, CompileCache::log);
    }

    /**
     * A directory of up to {@code mostBytes}; beyond that the entries used longest ago go.
     *
     * @param messages is told once if the directory cannot be used
     * @throws IllegalArgumentException as {@link #in(Path)}
     */
    public static CompileCache in(Path directory, long mostBytes, Consumer<String> messages) {
        return new CompileCache(directory, mostBytes, String.valueOf(directory), messages);
    }

    /**
     * The directory that the system property {@value #PROPERTY} or the variable {@value #VARIABLE} names; none if
     * neither does. {@link dev.normc.runtime.Normc} asks nobody for it: this is for programs that want it so.
     *
     * @throws IllegalArgumentException as {@link #in(Path)}
     */
    public static Optional<CompileCache> chosen(Consumer<String> messages) {
        return named(PROPERTY, System.getProperty(PROPERTY), messages)
                .or(() -> named(VARIABLE, System.getenv(VARIABLE), messages));
    }

    private static Optional<CompileCache> named(String where, @Nullable String path, Consumer<String> messages) {
        return path == null || path.isBlank()
                ? Optional.empty()
                : Optional.of(new CompileCache(Path.of(path), DEFAULT_BYTES, where + " is " + path, messages));
    }

    private static void log(String sentence) {
        System.getLogger(CompileCache.class.getName()).log(System.Logger.Level.WARNING, sentence);
    }

    private Optional<CacheFolder> open(Path path, long mostBytes, String name) {
        try {
            return Optional.of(CacheFolder.open(path, mostBytes));
        } catch (IllegalArgumentException notOwn) {
            throw new IllegalArgumentException(
                    name + ", from which classes would be loaded: " + notOwn.getMessage(), notOwn);
        } catch (IOException failure) {
            tell("it cannot be used", failure);
            return Optional.empty();
        }
    }

    /** Says once that and why norms are compiled without it. */
    private void tell(String what, @Nullable IOException failure) {
        if (!told.getAndSet(true)) {
            messages.accept("Norms are compiled without the cache " + directory + ": " + what
                    + (failure == null ? "" : ", " + reason(failure)) + ".");
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failure instanceof java.nio.file.FileSystemException detailed ? detailed.getReason() : null;
        return reason != null ? reason : String.valueOf(failure.getMessage());
    }

    public Path directory() {
        return directory;
    }

    /**
     * Removes all entries.
     *
     * @throws IOException if one cannot be removed
     */
    public void clear() throws IOException {
        if (folder.isPresent()) {
            folder.get().clear();
        }
    }

    /**
     * The key of a norm; none if this cache is not in use. This build of normc and this Java have a part in it.
     *
     * @param parts all else that decides what a compilation makes: texts, numbers, enums, records and lists of such
     */
    public Optional<String> key(Object... parts) {
        return build.map(identity -> {
            byte[] head = RecordWriter.bytes(FORMAT, identity, Runtime.version().feature());
            var digest = Digest.sha256();
            digest.update(head);
            return HexFormat.of().formatHex(digest.digest(RecordWriter.bytes(parts)));
        });
    }

    /** The norm under a key, if there is a sound entry. */
    public Optional<CachedNorm> find(String key) {
        try {
            Optional<byte[]> file =
                    folder.isEmpty() ? Optional.empty() : folder.get().read(key);
            Optional<byte[]> content =
                    file.flatMap(bytes -> EntryFile.content(HexFormat.of().parseHex(key), bytes));
            return content.isEmpty()
                    ? Optional.empty()
                    : Optional.of(RecordReader.read(content.get(), CachedNorm.class));
        } catch (RecordReader.Damaged damaged) {
            return Optional.empty();
        } catch (IOException failure) {
            tell("it cannot be read", failure);
            return Optional.empty();
        }
    }

    /** Keeps a norm under a key, in the place of what is there. */
    public void keep(String key, CachedNorm norm) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().write(key, EntryFile.of(HexFormat.of().parseHex(key), RecordWriter.bytes(norm)));
        } catch (IOException failure) {
            tell("it cannot be written", failure);
        }
    }
}
