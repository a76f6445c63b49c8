package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.emit.TensorStorage;
import dev.normc.compiler.graph.Signature;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.library.Library;
import dev.normc.dsl.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The programs that tests run over: the library, and files of odd ones. */
public final class Programs {

    private static final List<String> FILES = List.of(
            "layers.norm",
            "axes.norm",
            "functions.norm",
            "running.norm",
            "reduced.norm",
            "language.norm",
            "sized.norm");

    /** Keeps the last few: most programs are compiled for their signature first, then once more as they are. */
    private static final Normc NORMC = new Normc(4);

    private Programs() {}

    /** A norm of a source. */
    public record Program(Source source, String norm) {

        CompiledNorm compile(ScalarType type, JavaCompiler compiler) {
            return compile(Options.DEFAULT.withType(type), compiler);
        }

        CompiledNorm compile(Options options, JavaCompiler compiler) {
            return compiled(fitted(options), compiler);
        }

        /** With two groups where the program says 32: the time of witnesses grows with the square of the elements. */
        Options fitted(Options options) {
            Signature signature = compiled(
                            options.withSizes(Map.of()).withTensors(TensorStorage.ARRAY), JavaCompiler.JANINO)
                    .signature();
            Map<String, Double> constants = new HashMap<>();
            signature.splits().stream()
                    .flatMap(split -> split.parts().stream())
                    .filter(part -> signature.constants().containsKey(part.name()))
                    .forEach(part -> constants.put(part.name(), 2.0));
            constants.putAll(options.constants());
            return options.withConstants(constants);
        }

        private CompiledNorm compiled(Options options, JavaCompiler compiler) {
            return NORMC.compile(source, Optional.of(norm), options, compiler);
        }

        @Override
        public String toString() {
            return norm;
        }
    }

    /** All of them, or, while one works on some, those whose names match {@code -Dnormc.programs=REGEX}. */
    public static Stream<Program> all() {
        String wanted = System.getProperty("normc.programs", ".*");
        return every().filter(program -> program.norm().matches(wanted));
    }

    private static Stream<Program> every() {
        Stream<Source> library =
                Library.names().stream().map(name -> Library.find(name).orElseThrow());
        return Stream.concat(library, FILES.stream().map(Programs::resource)).flatMap(Programs::norms);
    }

    /**
     * The first of {@code sizes} of one, two and three elements for which the norm is defined: one that divides by n -
     * 1 is not for one.
     */
    static Map<String, Integer> fewest(CompiledNorm norm, Mode mode, IntFunction<Map<String, Integer>> sizes) {
        for (int size = 1; size < 3; size++) {
            try {
                norm.bind(sizes.apply(size), mode);
                return sizes.apply(size);
            } catch (IllegalArgumentException e) {
                if (!String.valueOf(e.getMessage()).contains(" divides by ")) {
                    throw e;
                }
            }
        }
        return sizes.apply(3);
    }

    static Program named(String name) {
        return every().filter(program -> program.norm().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Program text(String text) {
        return norms(new Source("test.norm", text)).findFirst().orElseThrow();
    }

    private static Stream<Program> norms(Source source) {
        return Dsl.read(source).norms().stream().map(Norm::name).map(name -> new Program(source, name.text()));
    }

    private static Source resource(String file) {
        try (InputStream stream = Programs.class.getResourceAsStream("/programs/" + file)) {
            return new Source(file, new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
