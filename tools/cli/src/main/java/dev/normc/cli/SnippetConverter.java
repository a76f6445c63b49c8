package dev.normc.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** Reads what a snippet computes: {@code forward}, {@code backward} or {@code infer}; offers these to the shell. */
final class SnippetConverter implements ITypeConverter<SnippetConverter.Part>, Iterable<String> {

    /** What a snippet computes. */
    enum Part {
        /** The outputs, as in training. */
        FORWARD,
        /** The outputs and all gradients, as in training. */
        BACKWARD,
        /** The outputs, as in inference. */
        INFER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes the next word as the value only if it is one: else it is the FILE, and the value is {@code forward}. */
    static final class Optionally implements IParameterPreprocessor {

        @Override
        @SuppressWarnings("JdkObsolete") // picocli's own type
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> attached) {
            boolean isApart = " ".equals(attached.get("separator"));
            if (isApart && !words.isEmpty() && !words().contains(words.peek())) {
                words.push(Part.FORWARD.toString());
            }
            return false;
        }
    }

    private static List<String> words() {
        return Arrays.stream(Part.values()).map(Part::toString).toList();
    }

    @Override
    public Part convert(String value) {
        return Arrays.stream(Part.values())
                .filter(part -> part.toString().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected forward, backward or infer, given " + value));
    }

    @Override
    public Iterator<String> iterator() {
        return words().iterator();
    }
}
