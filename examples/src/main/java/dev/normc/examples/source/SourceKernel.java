package dev.normc.examples.source;

import dev.normc.compiler.graph.Binding;
import dev.normc.compiler.graph.JointGraph;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.runtime.CompiledNorm;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A forward, and perhaps a backward, that a user has written for a norm in a Java file. */
public final class SourceKernel {

    private final String label;
    private final Entry forward;
    private final Optional<Entry> backward;
    private final List<String> notes;

    /** A method and what its parameters stand for. */
    record Entry(Method method, List<Operand> operands) {

        Entry {
            operands = List.copyOf(operands);
        }
    }

    private SourceKernel(String label, Entry forward, Optional<Entry> backward, List<String> notes) {
        this.label = label;
        this.forward = forward;
        this.backward = backward;
        this.notes = List.copyOf(notes);
    }

    /**
     * Compiles a file and finds out what its methods take.
     *
     * @param norm what the file's kernels are for
     * @throws UnusableSourceException if it cannot be read or compiled, has no kernel, or a parameter stands for
     *     nothing
     */
    public static SourceKernel read(Path file, SourceChoice choice, CompiledNorm norm) {
        Vocabulary vocabulary = new Vocabulary(norm.signature());
        List<String> mistakes = new ArrayList<>();
        for (Scratch scratch : choice.scratch()) {
            if (vocabulary.tensors().containsKey(scratch.name())) {
                mistakes.add("The array " + scratch.name() + " of --scratch is one of " + vocabulary.norm()
                        + " itself; an array of yours needs another name.");
            }
            for (String factor : scratch.factors()) {
                if (!vocabulary.axes().containsKey(factor) && !factor.matches("\\d{1,9}")) {
                    mistakes.add("The length of the array " + scratch.name() + " names " + factor + "; the axes of "
                            + vocabulary.norm() + " are "
                            + String.join(", ", vocabulary.axes().keySet()) + ".");
                }
            }
        }
        SourceMethods methods = new SourceMethods(file, SourceCompilation.classes(file), vocabulary);
        Method forward = methods.forward(choice.forward());
        Optional<Method> backward = methods.backward(choice.backward());
        Matching matching = new Matching(vocabulary, choice.scratch(), mistakes);
        Entry first = new Entry(forward, matching.operands(forward));
        Optional<Entry> second = backward.map(method -> new Entry(method, matching.operands(method)));
        if (mistakes.isEmpty()) {
            Completeness completeness = new Completeness(vocabulary, mistakes);
            JointGraph graph = norm.compilation().variant(true).derived();
            completeness.requireWritten(
                    first, written(graph.forward().outputs(), graph.forward().updates()));
            second.ifPresent(entry -> completeness.requireWritten(entry, written(graph.gradients(), graph.updates())));
            second.ifPresent(entry -> completeness.requireSameForms(first, entry));
        }
        if (!mistakes.isEmpty()) {
            throw new UnusableSourceException(mistakes);
        }
        return new SourceKernel(label(file, vocabulary.norm()), first, second, Completeness.notes(vocabulary, first));
    }

    /** The name of the file without its ending, unless others in the table are called so. */
    private static String label(Path file, String norm) {
        String name = String.valueOf(file.getFileName());
        String stem = name.replaceFirst("\\.java$", "");
        return Contender.of(norm).stream().anyMatch(other -> other.label().equals(stem)) ? name : stem;
    }

    private static List<Tensor> written(List<Binding> results, List<Binding> updates) {
        return Stream.concat(results.stream(), updates.stream())
                .map(Binding::tensor)
                .toList();
    }

    /** What it is called in tables: the name of the file. */
    public String label() {
        return label;
    }

    /** What its user may want to know of it, in sentences. */
    public List<String> notes() {
        return notes;
    }

    /** Whether it has a backward. */
    public boolean hasBackward() {
        return backward.isPresent();
    }

    /** It as a contender; its shared arrays hold NaN until it writes them. */
    public Contender contender() {
        return contender(Double.NaN);
    }

    /** It as a contender whose shared arrays hold {@code fill} until it writes them. */
    public Contender contender(double fill) {
        Set<Pass> passes = hasBackward() ? EnumSet.allOf(Pass.class) : EnumSet.of(Pass.FORWARD);
        return new Contender(label, passes, problem -> new BoundSource(problem, forward, backward, fill));
    }
}
