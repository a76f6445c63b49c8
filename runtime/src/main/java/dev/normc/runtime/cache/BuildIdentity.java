package dev.normc.runtime.cache;

import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which normc this is: a digest of the classes, and of the library's norms, that decide what a compilation makes. Two
 * builds have the same only if they make the same of every program.
 */
final class BuildIdentity {

    /**
     * One class of each part that has a say: normc's own modules, the compiler of Java, what writes text and parses.
     */
    private static final List<String> OTHERS = List.of(
            "org.codehaus.janino.SimpleCompiler",
            "org.codehaus.commons.compiler.CompileException",
            "com.palantir.javapoet.JavaFile",
            "org.antlr.v4.runtime.Parser");

    private BuildIdentity() {}

    /** The digest; none where it cannot be seen where the classes come from. */
    static Optional<byte[]> digest() {
        try {
            return Optional.of(digest(places()));
        } catch (IOException | URISyntaxException | ClassNotFoundException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** The digest of all that is in these archives and folders. */
    static byte[] digest(Iterable<Path> places) throws IOException {
        MessageDigest digest = Digest.sha256();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                addFolder(digest, place);
            } else {
                addArchive(digest, place);
            }
        }
        return digest.digest();
    }

    /** The archives and folders that the parts come from. */
    private static Set<Path> places() throws IOException, URISyntaxException, ClassNotFoundException {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> part : List.of(Dsl.class, Options.class, BuildIdentity.class)) {
            places.add(place(part));
        }
        for (String other : OTHERS) {
            places.add(place(Class.forName(other, false, BuildIdentity.class.getClassLoader())));
        }
        return places;
    }

    private static Path place(Class<?> part) throws IOException, URISyntaxException {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("no place is known for " + part);
        }
        return Path.of(source.getLocation().toURI());
    }

    /** An archive lists the checksum of each of its files. */
    private static void addArchive(MessageDigest digest, Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                add(digest, entry.getName(), entry.getCrc(), entry.getSize());
            }
        }
    }

    private static void addFolder(MessageDigest digest, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            add(digest, folder.relativize(file).toString(), content.length, 0);
            digest.update(content);
        }
    }

    private static void add(MessageDigest digest, String name, long first, long second) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES)
                .putInt(bytes.length)
                .putLong(first)
                .putLong(second)
                .flip());
        digest.update(bytes);
    }
}
