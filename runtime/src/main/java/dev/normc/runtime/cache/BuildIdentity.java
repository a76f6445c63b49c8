package dev.normc.runtime.cache;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which normc this is: a digest of the classes, and of the library's norms, that decide what a compilation makes. Two
 * builds have the same only if they make the same of every program.
 */
final class BuildIdentity {

    /**
     * One class of each part that has a say: normc's own modules, the compiler of Java, what writes text and parses.
     * They are looked for, not loaded: archives may be signed, and to check that takes longer than all else here.
     */
    private static final List<String> PARTS = List.of(
            "dev.normc.dsl.Dsl",
            "dev.normc.compiler.Compiler",
            "dev.normc.runtime.Normc",
            "org.codehaus.janino.SimpleCompiler",
            "org.codehaus.commons.compiler.CompileException",
            "com.palantir.javapoet.JavaFile",
            "org.antlr.v4.runtime.Parser");

    /** How the address of a file in an archive begins, before that of the archive. */
    private static final String IN_ARCHIVE = "jar:";

    /** What an archive ends with: its directory's length and place, and a comment. */
    private static final int SIGNATURE_OF_END = 0x06054b50;

    private static final int SHORTEST_END = 22;
    private static final int LONGEST_END = SHORTEST_END + 0xffff;
    private static final int MOST_BYTES = 1 << 28;

    private BuildIdentity() {}

    /** The digest; none where it cannot be seen where the classes come from. */
    static Optional<byte[]> digest() {
        try {
            return Optional.of(digest(places()));
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException unknown) {
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
    private static Set<Path> places() throws IOException {
        Set<Path> places = new LinkedHashSet<>();
        for (String part : PARTS) {
            String file = part.replace('.', '/') + ".class";
            URL found = BuildIdentity.class.getClassLoader().getResource(file);
            if (found == null) {
                throw new IOException("no place is known for " + part);
            }
            String place = found.toString();
            int inside = place.indexOf("!/");
            places.add(Path.of(URI.create(
                    place.startsWith(IN_ARCHIVE) && inside > 0
                            ? place.substring(IN_ARCHIVE.length(), inside)
                            : place.substring(0, place.length() - file.length()))));
        }
        return places;
    }

    /**
     * Of an archive its directory, which has the name, the length and the checksum of each file; the whole of one in
     * which it is not where it is expected. To open it as an archive takes ten times as long.
     */
    private static void addArchive(MessageDigest digest, Path archive) throws IOException {
        try (FileChannel file = FileChannel.open(archive, StandardOpenOption.READ)) {
            long size = file.size();
            ByteBuffer end = read(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
            int at = end.limit() - SHORTEST_END;
            while (at >= 0 && end.getInt(at) != SIGNATURE_OF_END) {
                at--;
            }
            long length = at < 0 ? 0 : Integer.toUnsignedLong(end.getInt(at + 12));
            long from = at < 0 ? 0 : Integer.toUnsignedLong(end.getInt(at + 16));
            boolean plain = length > 0 && length <= MOST_BYTES && from + length <= size;
            digest.update(plain ? read(file, from, length) : ByteBuffer.wrap(Files.readAllBytes(archive)));
        }
    }

    private static ByteBuffer read(FileChannel file, long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // as much as there is
        }
        return bytes.flip();
    }

    private static void addFolder(MessageDigest digest, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            byte[] name = folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(name.length)
                    .putInt(content.length)
                    .flip());
            digest.update(name);
            digest.update(content);
        }
    }
}
