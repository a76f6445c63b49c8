package dev.normc.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import dev.normc.compiler.emit.EmittedNorm.Shareable;
import dev.normc.compiler.loop.Buffer;
import dev.normc.compiler.loop.JavaNames;
import dev.normc.compiler.loop.Kernel;
import dev.normc.compiler.loop.Sharing;
import dev.normc.compiler.loop.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a kernel's method asks of its arrays before it touches one: their lengths, and which must not be one array. */
final class ArgumentChecks {

    /** More checks than this stand in methods of their own. */
    private static final int MOST_IN_A_METHOD = 80;

    /** One check. */
    private sealed interface Check {

        /** The array has the length of its extents. */
        record Length(Buffer buffer) implements Check {}

        /** Both are different arrays. */
        record Distinct(Buffer written, Buffer other) implements Check {}

        /** The arrays number {@code from} to {@code to}, exclusive, differ from all others. */
        record DistinctFromAll(int from, int to) implements Check {}
    }

    private final Functions functions;
    private final KernelParameters forms;
    private final List<Buffer> parameters;
    private final Set<Buffer> written = new HashSet<>();
    private final List<Check> checks = new ArrayList<>();
    private final List<Check.Distinct> shared = new ArrayList<>();

    ArgumentChecks(Kernel kernel, KernelParameters parameters, Functions functions) {
        this.forms = parameters;
        this.functions = functions;
        this.parameters = parameters.buffers();
        findWritten(kernel.body());
        this.parameters.stream().filter(KernelParameters::isResult).forEach(written::add);
        this.parameters.forEach(parameter -> checks.add(new Check.Length(parameter)));
        if (parameters.isPacked()) {
            distinctFromAll();
        } else {
            distinct(kernel);
        }
    }

    private void findWritten(List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Copy copy) {
                written.add(copy.to());
            }
            findWritten(statement.inner());
        }
    }

    private void distinct(Kernel kernel) {
        for (int i = 0; i < parameters.size(); i++) {
            for (int j = 0; j < parameters.size(); j++) {
                Buffer target = parameters.get(i);
                Buffer other = parameters.get(j);
                boolean bothWritten = written.contains(target) && written.contains(other);
                if (i == j || !written.contains(target) || (bothWritten && i > j)) {
                    continue;
                }
                if (!bothWritten && !KernelParameters.isState(target) && Sharing.allowed(kernel, target, other)) {
                    shared.add(new Check.Distinct(target, other));
                } else if (forms.form(target).equals(forms.form(other))) { // arrays of different types are never one
                    checks.add(new Check.Distinct(target, other));
                }
            }
        }
    }

    /** For many arrays: pairs are more than one would write down, so none may be shared. */
    private void distinctFromAll() {
        int from = 0;
        while (from < parameters.size()) {
            int to = from;
            while (to < parameters.size() && written.contains(parameters.get(to))) {
                to++;
            }
            if (to > from) {
                checks.add(new Check.DistinctFromAll(from, to));
            }
            from = to + 1;
        }
    }

    /** The pairs that may be one array. */
    List<Shareable> shareable() {
        return shared.stream()
                .map(pair -> new Shareable(
                        pair.written().tensor().orElseThrow(),
                        pair.other().tensor().orElseThrow()))
                .toList();
    }

    boolean isWritten(Buffer buffer) {
        return written.contains(buffer);
    }

    /** Whether the checks are few enough for the method of the kernel. */
    boolean isShort() {
        return chunks() <= 1;
    }

    int chunks() {
        return (checks.size() + MOST_IN_A_METHOD - 1) / MOST_IN_A_METHOD;
    }

    private List<Check> checksOf(int chunk) {
        int start = chunk * MOST_IN_A_METHOD;
        return checks.subList(start, Math.min(start + MOST_IN_A_METHOD, checks.size()));
    }

    /** The arrays that chunk {@code chunk} names. */
    Set<Buffer> inChunk(int chunk) {
        Set<Buffer> named = new HashSet<>();
        for (Check check : checksOf(chunk)) {
            if (check instanceof Check.Length length) {
                named.add(length.buffer());
            }
        }
        return named;
    }

    /** The checks of whole arrays. */
    CodeBlock whole(ExpressionRenderer expressions) {
        return render(checks, expressions);
    }

    CodeBlock chunk(int chunk, ExpressionRenderer expressions) {
        return render(checksOf(chunk), expressions);
    }

    /** The checks of slices, one by one. */
    List<CodeBlock> slices(ExpressionRenderer expressions) {
        SliceChecks slices = new SliceChecks(expressions, functions);
        List<CodeBlock> code = new ArrayList<>();
        for (Check check : checks) {
            if (check instanceof Check.Length length) {
                code.add(slices.fits(length.buffer(), forms.form(length.buffer()), written.contains(length.buffer())));
            } else if (check instanceof Check.Distinct pair) {
                code.add(slices.apart(pair.written(), pair.other(), false));
            }
        }
        shared.forEach(pair -> code.add(slices.apart(pair.written(), pair.other(), true)));
        return code;
    }

    private CodeBlock render(List<Check> some, ExpressionRenderer expressions) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (Check check : some) {
            if (check instanceof Check.Length length) {
                Buffer array = length.buffer();
                functions.border().requireLength(forms.form(array));
                code.addStatement(
                        "requireLength($S, $L, $L)", array.name(), array, expressions.length(array.extents()));
            } else if (check instanceof Check.Distinct distinct) {
                Buffer target = distinct.written();
                Buffer other = distinct.other();
                functions.border().requireDistinct();
                code.addStatement("requireDistinct($S, $L, $S, $L)", target.name(), target, other.name(), other);
            } else if (check instanceof Check.DistinctFromAll range) {
                functions.border().requireDistinctFromAll();
                code.addStatement("requireDistinctFromAll($L, $L, $L)", JavaNames.TENSORS, range.from(), range.to());
            }
        }
        return code.build();
    }
}
