package dev.normc.lsp;

import dev.normc.dsl.library.Library;
import dev.normc.dsl.library.Prelude;
import dev.normc.dsl.source.Source;
import dev.normc.lsp.Symbol.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The library as files that an editor can open, and as analyses. The files are written when they are first wanted, for
 * reading alone, into a folder of this server's own, which goes with it.
 */
final class LibraryFiles implements AutoCloseable {

    private final Map<Home, Analysis> analyses = new HashMap<>();
    private final Map<Home, Path> files = new HashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();
    private @Nullable Path folder;

    /** The text of the library that has {@code home}. */
    static Source source(Home home) {
        return home.equals(Scopes.PRELUDE)
                ? Prelude.source()
                : Library.find(home.library())
                        .orElseThrow(() -> new IllegalStateException("the library has no " + home.library()));
    }

    synchronized Analysis analysis(Home home) {
        return analyses.computeIfAbsent(home, absent -> new Analysis(source(absent)));
    }

    /** What each norm of the library is, in a sentence, by its name. */
    synchronized Map<String, String> titles() {
        if (titles.isEmpty()) {
            Library.names().forEach(name -> titles.put(name, Library.title(name)));
        }
        return titles;
    }

    /** Where an editor finds the text that has {@code home}. */
    synchronized String uri(Home home) {
        return files.computeIfAbsent(home, this::write).toUri().toString();
    }

    private Path write(Home home) {
        try {
            if (folder == null) {
                folder = Files.createTempDirectory("normc-library-");
            }
            Path file = folder.resolve(home.library() + ".norm");
            Files.writeString(file, source(home).text());
            if (!file.toFile().setReadOnly()) {
                throw new IOException(file + " stays writable");
            }
            return file;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether {@code uri} is one of these files: they have no errors that anybody could mend. */
    synchronized boolean owns(String uri) {
        try {
            return files.containsValue(Path.of(URI.create(uri)));
        } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
            return false;
        }
    }

    /** Takes the files away; one that cannot be deleted is left to whoever cleans the folder of temporary files. */
    @Override
    public synchronized void close() {
        if (folder == null) {
            return;
        }
        try {
            for (Path file : files.values()) {
                if (file.toFile().setWritable(true)) { // else Windows keeps it
                    Files.deleteIfExists(file);
                }
            }
            Files.delete(folder);
        } catch (IOException failure) {
            System.getLogger(LibraryFiles.class.getName())
                    .log(System.Logger.Level.WARNING, folder + " cannot be deleted", failure);
        } finally {
            folder = null;
            files.clear();
        }
    }
}
