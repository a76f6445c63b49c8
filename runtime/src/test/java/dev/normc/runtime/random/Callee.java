package dev.normc.runtime.random;

import dev.normc.dsl.library.Library;
import dev.normc.dsl.parse.Parser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A norm that others may call.
 *
 * @param program the norm; its first input has all of its axes
 * @param definitions what its body may call
 */
record Callee(RandomProgram program, List<Definition> definitions) {

    /** A fixed list: the program of a seed stays the same when the library grows. */
    private static final List<Callee> LIBRARY = Stream.of(
                    "AdaLayerNorm",
                    "AdaNorm",
                    "BatchNorm",
                    "BatchNorm2d",
                    "BatchRenorm",
                    "Derf",
                    "DyT",
                    "FilterResponseNorm",
                    "GatedRmsNorm",
                    "GemmaRmsNorm",
                    "GroupNorm",
                    "InstanceNorm",
                    "LayerNorm",
                    "MaskedBatchNorm",
                    "PowerNorm",
                    "PowerNormGrouped",
                    "PowerNormReleased",
                    "PowerNormV",
                    "RmsNorm",
                    "ScaleNorm",
                    "Softmax")
            .map(name -> Library.find(name).orElseThrow())
            .map(source -> FromTree.program(Parser.parse(source).file().norms().get(0)))
            .map(program -> new Callee(program, List.of()))
            .toList();

    Callee {
        definitions = List.copyOf(definitions);
    }

    /** Norms of the library, of each kind that can be called. */
    static List<Callee> library() {
        return LIBRARY;
    }

    String name() {
        return program.name();
    }

    boolean hasState() {
        return hasRunning() || Stream.of("state", "counter").anyMatch(this::hasLine);
    }

    boolean hasRunning() {
        return hasLine("running");
    }

    boolean hasBlock() {
        return hasLine(Blocks.BEGIN);
    }

    private boolean hasLine(String construct) {
        return program.body().stream().anyMatch(line -> line.construct().equals(construct));
    }

    /** What a caller binds: the axes of the first input, split ones whole. */
    List<String> units() {
        return Split.written(program.inputs().get(0).axes(), program.splits());
    }

    /** The parts of a split axis; another stands for itself. */
    List<String> partsOf(String unit) {
        return program.splits().stream()
                .filter(split -> split.whole().equals(unit))
                .map(Split::parts)
                .findFirst()
                .orElse(List.of(unit));
    }

    /** Whether anything but inputs mentions the axis, be it as a part of a split one. */
    boolean mentions(String unit) {
        Set<String> parts = new HashSet<>(partsOf(unit));
        List<List<String>> used = new ArrayList<>();
        program.body().forEach(line -> used.add(line.axes()));
        Stream.concat(program.body().stream(), program.outputs().stream())
                .flatMap(Line::terms)
                .forEach(term ->
                        used.add(term.isNormCall() ? List.copyOf(term.traits().axes()) : term.axes()));
        return used.stream().flatMap(List::stream).anyMatch(parts::contains);
    }
}
