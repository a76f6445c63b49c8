package dev.normc.runtime.random;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Normc;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A subject with what has been made of it so far, so that several properties compile it once. */
final class Trial {

    private final Subject subject;
    private final Source source;
    private final Normc normc = new Normc();
    private final Map<Boolean, Simplifying> simplifying = new HashMap<>();

    Trial(Subject subject) {
        this.subject = subject;
        this.source = new Source("random.norm", subject.program().text());
    }

    Subject subject() {
        return subject;
    }

    Source source() {
        return source;
    }

    /** The norm, read and checked. */
    Norm norm() {
        return Dsl.norm(Dsl.read(source), Optional.of(subject.program().name()));
    }

    /** The variant of a mode on its way through the simplifier. */
    Simplifying simplifying(boolean training) {
        return simplifying.computeIfAbsent(training, mode -> new Simplifying(this, mode));
    }

    CompiledNorm compiled(ScalarType type) {
        return compiled(Options.DEFAULT.withType(type), JavaCompiler.JANINO);
    }

    CompiledNorm compiled(Options options, JavaCompiler compiler) {
        return normc.compile(source, Optional.of(subject.program().name()), options, compiler);
    }
}
