package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The norm that is being expanded, as far as it is known: what an expansion asks of it and adds to it. */
public interface Surroundings {

    /** Takes a plain statement; it comes before the one that is being expanded. */
    void add(Statement statement);

    /**
     * Takes the beginning of a backward block; statements that follow belong to it.
     *
     * @param reads the names that the definition of {@code value} reads
     */
    void open(Name value, Set<String> reads, Span span);

    /** Takes the end of the block. */
    void close();

    /** Whether a block of a value that reads {@code name} gives it a gradient. */
    boolean takesGradient(String name);

    /** Whether a backward block is open. */
    boolean inBlock();

    /** The axes of a plain expression, in the order of the program; none if something is wrong with it. */
    Optional<List<Name>> axesOf(Expression value);

    /** Whether the norm has an axis of that name. */
    boolean isAxis(String name);

    /**
     * The axes that {@code name} stands for: itself, or the parts of a split one; none if it is not an axis, which is
     * reported.
     */
    List<Name> parts(Name name);

    /** A name that nothing else in the norm has. */
    Name fresh(String wanted, Span span);

    /** The norm of that name, if there is one that may be called: functions of the language come first. */
    Optional<Callable> callable(Name name);

    /** Whether the program itself has a norm of that name. */
    boolean isOwnNorm(String name);

    /** Says what {@code callee} is, which is called like a norm and is none. */
    void reportUnknownNorm(Name callee);

    /** Reports what is wrong with a plain expression that nothing will read. */
    void check(Expression value);

    /** Whether an error has been found in the definition itself, so that no call of it is worth a word. */
    boolean isBroken(Definition definition);

    /** Whether the norm is without errors; reports one that calls itself. */
    boolean isSound(Callable callee, Name call);

    /** Takes what is wrong with a call. */
    void report(Diagnostic diagnostic);
}
