package dev.normc.examples.source;

import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.source.SourceKernel.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What methods leave out that the norm needs, and where two of them do not fit together. */
final class Completeness {

    private final Vocabulary vocabulary;
    private final List<String> mistakes;

    Completeness(Vocabulary vocabulary, List<String> mistakes) {
        this.vocabulary = vocabulary;
        this.mistakes = mistakes;
    }

    void requireWritten(Entry entry, List<Tensor> written) {
        List<String> missing = written.stream()
                .filter(tensor -> entry.operands().stream().noneMatch(operand -> isOf(operand, tensor)))
                .map(Tensor::toString)
                .toList();
        if (!missing.isEmpty()) {
            mistakes.add(SourceMethods.name(entry.method()) + " takes no array for " + String.join(", ", missing)
                    + ", which " + vocabulary.norm() + " writes there.");
        }
    }

    /** One array cannot be both flat and rows: what one method writes the other would not see. */
    void requireSameForms(Entry forward, Entry backward) {
        for (Operand one : forward.operands()) {
            for (Operand other : backward.operands()) {
                if (one instanceof Operand.Flat flat && other instanceof Operand.Rows rows) {
                    requireSame(flat.tensor(), rows.tensor());
                } else if (one instanceof Operand.Rows rows && other instanceof Operand.Flat flat) {
                    requireSame(flat.tensor(), rows.tensor());
                } else if (one instanceof Operand.Saved first
                        && other instanceof Operand.Saved second
                        && first.scratch().equals(second.scratch())
                        && !first.type().equals(second.type())) {
                    mistakes.add("The array " + first.scratch().name() + " is "
                            + first.type().getSimpleName() + " in the forward and "
                            + second.type().getSimpleName() + " in the backward.");
                }
            }
        }
    }

    private void requireSame(Tensor flat, Tensor rows) {
        if (flat.equals(rows)) {
            mistakes.add("One of both methods takes " + flat.label() + " as float[], the other as float[][].");
        }
    }

    /** What the forward does not read; it may be meant so, and explains a wrong result otherwise. */
    static List<String> notes(Vocabulary vocabulary, Entry forward) {
        List<String> unread = new ArrayList<>();
        for (Tensor tensor : vocabulary.tensors().values()) {
            boolean read = switch (tensor.role()) {
                case INPUT, DATA, PARAMETER -> true;
                case STATE, OUTPUT, UPSTREAM, GRADIENT -> false;
            };
            if (read && forward.operands().stream().noneMatch(operand -> isOf(operand, tensor))) {
                unread.add(tensor.label());
            }
        }
        for (String constant : vocabulary.constants().keySet()) {
            boolean axis = vocabulary.axes().containsKey(constant);
            boolean taken = forward.operands().stream()
                    .anyMatch(operand -> operand instanceof Operand.Constant known
                            && known.name().equals(constant));
            if (!axis && !taken) {
                unread.add(constant + " ("
                        + Objects.requireNonNull(vocabulary.constants().get(constant)) + ")");
            }
        }
        return unread.isEmpty()
                ? List.of()
                : List.of(SourceMethods.name(forward.method()) + " takes no " + String.join(", ", unread) + ".");
    }

    private static boolean isOf(Operand operand, Tensor tensor) {
        if (operand instanceof Operand.Flat flat) {
            return flat.tensor().equals(tensor);
        } else if (operand instanceof Operand.Rows rows) {
            return rows.tensor().equals(tensor);
        }
        return operand instanceof Operand.Scalar scalar && scalar.tensor().equals(tensor);
    }
}
