package dev.normc.dsl;

import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.parse.Parser;
import dev.normc.dsl.source.Source;
import dev.normc.dsl.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the program that the user names: {@code LayerNorm}, {@code my.norm}, {@code my.norm#Name}. */
public final class Sources {

    /** No character takes more bytes in UTF-8. */
    private static final int BYTES_PER_UNIT = 3;

    /**
     * A program, and which of its norms is meant.
     *
     * @param norm the name behind {@code #}; without one it is the only norm of the program
     */
    public record Opened(Source source, Optional<String> norm) {}

    private Sources() {}

    /**
     * Opens a path or a name of the library, with or without {@code #Name} behind it. A name without slash or suffix is
     * looked up in the library first.
     *
     * @throws SourceException with one sentence for the user, if there is no such program
     */
    public static Opened open(String program) {
        int mark = program.lastIndexOf('#');
        if (mark < 0 || isFile(program)) {
            return new Opened(find(program), Optional.empty());
        }
        if (mark == program.length() - 1) {
            throw new SourceException("The name of a norm is missing behind # in " + program + ".");
        }
        return new Opened(find(program.substring(0, mark)), Optional.of(program.substring(mark + 1)));
    }

    /**
     * Opens a path, whatever the library has.
     *
     * @throws SourceException with one sentence for the user, if it cannot be read
     */
    public static Source file(String path) {
        return read(path, true);
    }

    /**
     * Reads a program to its end, and leaves the stream open.
     *
     * @param name what the program is reported under
     * @throws SourceException with one sentence for the user, if it cannot be read
     */
    public static Source stream(String name, InputStream stream) {
        try {
            return new Source(name, text(name, bytes(name, stream)));
        } catch (IOException failure) {
            throw new SourceException(name + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    private static Source find(String name) {
        boolean path = name.endsWith(".norm") || name.contains("/") || name.contains("\\");
        Optional<Source> shipped = path ? Optional.empty() : Library.find(name);
        return shipped.orElseGet(() -> read(name, path));
    }

    private static boolean isFile(String name) {
        try {
            return !name.isEmpty() && Files.exists(Path.of(name));
        } catch (InvalidPathException impossible) {
            return false;
        }
    }

    private static Source read(String name, boolean path) {
        if (!isFile(name)) {
            throw new SourceException(path ? missing(name) : unknown(name));
        }
        Path file = Path.of(name);
        if (Files.isDirectory(file)) {
            throw new SourceException(name + " is a directory, not a file.");
        }
        return new Source(name, text(name, bytes(name, file)));
    }

    private static String missing(String name) {
        String stem = name.replaceFirst("\\.norm$", "");
        return DidYouMean.nearest(stem, Library.names())
                .map(meant -> "There is no file " + name + "; did you mean " + meant + " of the library?")
                .orElse("There is no file " + name + ".");
    }

    private static String unknown(String name) {
        String hint = DidYouMean.nearest(name, Library.names())
                .map(meant -> "did you mean " + meant + "?")
                .orElse("normc list shows the library.");
        return "There is no file and no norm of the library called " + (name.isEmpty() ? "\"\"" : name) + "; " + hint;
    }

    private static byte[] bytes(String name, Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return bytes(name, stream);
        } catch (AccessDeniedException denied) {
            throw new SourceException(name + " may not be read.", denied);
        } catch (IOException failure) {
            throw new SourceException(name + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    private static byte[] bytes(String name, InputStream stream) throws IOException {
        int limit = BYTES_PER_UNIT * Parser.LONGEST_PROGRAM;
        byte[] bytes = stream.readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new SourceException(name + " is too large for a program.");
        }
        return bytes;
    }

    private static String text(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new SourceException(name + " is not a text.");
            }
            return text;
        } catch (CharacterCodingException malformed) {
            throw new SourceException(name + " is not a text in UTF-8.", malformed);
        }
    }
}
