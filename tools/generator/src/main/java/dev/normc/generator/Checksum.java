package dev.normc.generator;

import dev.normc.compiler.Compiler;
import dev.normc.dsl.Dsl;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** SHA-256 in hexadecimal digits: by it contents are compared without keeping them. */
final class Checksum {

    private Checksum() {}

    static String of(byte[] content) {
        return HexFormat.of().formatHex(digest().digest(content));
    }

    static String of(String text) {
        return of(bytes(text));
    }

    /** A text as it is written to files. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * That of the normc that runs: of its jars, since what a snapshot generates changes under the same version. Without
     * jars, of its classes. If it was loaded from anywhere else, no two runs are known to be by the same normc.
     */
    static String ofNormc() {
        MessageDigest digest = digest();
        try {
            for (Class<?> part : List.of(Dsl.class, Compiler.class, Generator.class)) {
                add(digest, place(part));
            }
        } catch (IOException unusual) {
            digest.update(bytes(UUID.randomUUID().toString()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
        }
    }

    private static Path place(Class<?> part) throws IOException {
        @Nullable CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IOException("the place of " + part + " is not known");
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException unusual) {
            throw new IOException(source.getLocation() + " is no file", unusual);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
