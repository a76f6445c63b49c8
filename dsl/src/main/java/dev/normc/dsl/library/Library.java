package dev.normc.dsl.library;

import dev.normc.dsl.source.Documentation;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The shipped norms by name. Each is the only norm of its source and has its name. */
public final class Library {

    private Library() {}

    /** The names, in alphabetical order. */
    public static List<String> names() {
        return resource("index").lines().map(line -> line.split(" ", -1)[0]).toList();
    }

    /** What kinds of norm {@code name} is; none for a name that the library does not have. */
    public static Set<Kind> kinds(String name) {
        return resource("index")
                .lines()
                .map(line -> List.of(line.split(" ", -1)))
                .filter(words -> words.get(0).equals(name))
                .flatMap(words -> words.stream().skip(1))
                .map(Kind::of)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The program called {@code name}, exactly so. */
    public static Optional<Source> find(String name) {
        return names().contains(name) ? Optional.of(new Source(name, resource(name + ".norm"))) : Optional.empty();
    }

    /** What the program's {@code ///} lines say, on one line; empty for a name that the library does not have. */
    public static String documentation(String name) {
        return lines(name).replace('\n', ' ');
    }

    /**
     * The program's {@code ///} lines up to one that ends with a full stop: what the norm is, its authors and the year.
     */
    public static String title(String name) {
        List<String> title = new ArrayList<>();
        for (String line : lines(name).lines().toList()) {
            title.add(line);
            if (line.endsWith(".")) {
                break;
            }
        }
        return String.join(" ", title);
    }

    private static String lines(String name) {
        return find(name)
                .map(source -> Documentation.above(source, source.text().indexOf("norm " + name + "(")))
                .orElse("");
    }

    static String resource(String name) {
        try (InputStream stream = Library.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the library lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
