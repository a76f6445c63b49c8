package dev.normc.cli;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Firing;
import dev.normc.compiler.Options;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.Sources;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A program that the user names, checked, and the norms of it that are meant. */
record Program(Source source, List<Norm> norms) {

    /** Opens {@code name}; without {@code #Name} behind it all norms are meant. */
    static Program open(String name) {
        Sources.Opened opened = Sources.open(name);
        NormFile file = Dsl.read(opened.source());
        Optional<String> one = opened.norm();
        return new Program(opened.source(), one.isEmpty() ? file.norms() : List.of(Dsl.norm(file, one)));
    }

    Compilation compile(Norm norm, Options options) {
        return Compiler.compile(source, norm, options);
    }

    /** Compiles {@code norm} and tells {@code trace} of each rule that fires. */
    Compilation compile(Norm norm, Options options, Consumer<Firing> trace) {
        return Compiler.compile(source, norm, options, trace);
    }
}
