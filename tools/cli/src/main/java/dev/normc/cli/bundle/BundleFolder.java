package dev.normc.cli.bundle;

import dev.normc.cli.json.Certificate;
import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that a bundle is written to: a new one, an empty one, or one that holds an earlier bundle of the norm. */
public final class BundleFolder {

    /** A folder that a bundle cannot be written to; the message is one sentence for the user. */
    public static final class Occupied extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Occupied(String sentence) {
            super(sentence);
        }
    }

    private final Path folder;
    private final Optional<Certificate.Earlier> earlier;

    private BundleFolder(Path folder, Optional<Certificate.Earlier> earlier) {
        this.folder = folder;
        this.earlier = earlier;
    }

    /**
     * Looks at a folder before anything is computed for it.
     *
     * @param norm the norm's name
     * @throws Occupied if it holds anything else than an earlier bundle of the norm, or cannot be read
     */
    public static BundleFolder open(Path folder, String norm) {
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isEmpty()) {
                return new BundleFolder(folder, Optional.empty());
            }
        } catch (NoSuchFileException isNew) {
            return new BundleFolder(folder, Optional.empty());
        } catch (NotDirectoryException file) {
            throw new Occupied(folder + " cannot be written: it is not a directory.");
        } catch (IOException failure) {
            throw new Occupied(folder + " cannot be read: " + failure.getMessage() + ".");
        }
        Certificate.Earlier earlier = text(folder.resolve(Bundle.CERTIFICATE))
                .flatMap(Certificate::earlier)
                .orElseThrow(() -> new Occupied(
                        folder + " is not empty and holds no bundle; it stays as it is. Name a new folder."));
        if (!earlier.norm().equals(norm)) {
            throw new Occupied(folder + " holds the bundle of " + earlier.norm() + ", not of " + norm
                    + "; it stays as it is. Name a new folder.");
        }
        return new BundleFolder(folder, Optional.of(earlier));
    }

    /**
     * Writes all files, each whole, and takes away those of the earlier bundle that the new one does not have, unless
     * someone has changed them.
     *
     * @return their paths
     * @throws WholeFile.Unwritable if that is not possible
     */
    public List<Path> write(Bundle bundle) {
        List<Path> written = new ArrayList<>();
        bundle.files().forEach((path, text) -> {
            Path file = folder.resolve(path);
            WholeFile.write(file, text);
            written.add(file);
        });
        earlier.ifPresent(before -> before.files().forEach((path, hash) -> {
            Path file = folder.resolve(path).normalize();
            boolean isOurs = !bundle.files().containsKey(path) && file.startsWith(folder.normalize());
            if (isOurs && text(file).map(Texts::sha256).filter(hash::equals).isPresent()) {
                delete(file);
            }
        }));
        return written;
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException stays) {
            throw new Occupied(file + " is of an earlier bundle and cannot be deleted: " + stays.getMessage() + ".");
        }
    }
}
