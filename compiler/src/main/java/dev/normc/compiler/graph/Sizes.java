package dev.normc.compiler.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sizes of a norm's axes as its caller gives them. A split axis {@code C = G*K} has one size, and what it is
 * divided by is known: a constant of the program is the size of its part, the other part follows. Where two parts are
 * unknown, the caller gives the sizes of the parts.
 */
public final class Sizes {

    private final Signature signature;

    private Sizes(Signature signature) {
        this.signature = signature;
    }

    public static Sizes of(Signature signature) {
        return new Sizes(signature);
    }

    /** The names of the sizes that a caller gives, in the order of the program. */
    public List<String> given() {
        Set<String> names = new LinkedHashSet<>();
        for (Axis axis : signature.axes()) {
            if (isSized(axis)) {
                continue;
            }
            Optional<SplitAxis> split = splitOf(axis);
            if (split.isEmpty() || unknown(split.get()).size() > 1) {
                if (fixed(axis).isEmpty()) {
                    names.add(axis.name());
                }
            } else if (!unknown(split.get()).isEmpty()) {
                names.add(split.get().whole());
            }
        }
        return List.copyOf(names);
    }

    /** What constants of the program demand that a size that a caller gives is a multiple of. */
    public int unit(String given) {
        return signature.splits().stream()
                .filter(split -> split.whole().equals(given))
                .flatMap(split -> split.parts().stream())
                .mapToInt(part -> fixed(part).orElse(1))
                .reduce(1, (a, b) -> a * b);
    }

    /** Whether the program says the size of {@code axis}. */
    public boolean isSized(Axis axis) {
        return signature.sized().stream().anyMatch(sized -> sized.axis().equals(axis));
    }

    /** The split axis that {@code axis} is a part of. */
    public Optional<SplitAxis> splitOf(Axis axis) {
        return signature.splits().stream()
                .filter(split -> split.parts().contains(axis))
                .findFirst();
    }

    /** The parts of {@code split} whose sizes neither a constant nor the compilation says. */
    public List<Axis> unknown(SplitAxis split) {
        return split.parts().stream().filter(part -> fixed(part).isEmpty()).toList();
    }

    /** The size that a constant of the program says for a part, or the compilation for any axis. */
    public Optional<Integer> fixed(Axis axis) {
        Integer compiled = signature.fixed().get(axis.name());
        if (compiled != null) {
            return Optional.of(compiled);
        }
        Double constant = splitOf(axis).isPresent() ? signature.constants().get(axis.name()) : null;
        return constant == null ? Optional.empty() : Optional.of(constant.intValue());
    }

    /**
     * The size of every axis.
     *
     * @param given sizes by name; those that follow from others may be given as well
     * @throws IllegalArgumentException if a size is missing, unknown, does not divide or contradicts another
     */
    public Map<String, Integer> complete(Map<String, Integer> given) {
        Map<String, Integer> sizes = stated(given);
        signature.splits().forEach(split -> complete(split, given, sizes));
        for (Axis axis : signature.axes()) {
            if (!isSized(axis) && !sizes.containsKey(axis.name())) {
                throw error("expected a size for axis " + axis.name() + ", given " + given);
            }
        }
        signature.sized().forEach(sized -> complete(sized, given, sizes));
        return sizes;
    }

    /**
     * The sizes that are known where {@code given} are to be fixed: these, and what follows from them.
     *
     * @throws IllegalArgumentException if a size is unknown, not above 0, does not divide, contradicts another, or is
     *     one that follows from others which are not given
     */
    public Map<String, Integer> known(Map<String, Integer> given) {
        given.forEach((name, size) -> {
            if (size < 1) {
                throw error("a size that is fixed must be at least 1, given " + size + " for " + name);
            }
        });
        Map<String, Integer> sizes = stated(given);
        for (SplitAxis split : signature.splits()) {
            if (given.containsKey(split.whole())) {
                complete(split, given, sizes);
            }
        }
        for (SizedAxis sized : signature.sized()) {
            if (sizes.keySet().containsAll(sized.dependencies())) {
                complete(sized, given, sizes);
            } else if (given.containsKey(sized.axis().name())) {
                throw error("the size of " + sized + " follows from others; fix " + sized.dependencies() + " instead");
            }
        }
        return sizes;
    }

    /** The sizes that {@code given}, the compilation and constants say outright. */
    private Map<String, Integer> stated(Map<String, Integer> given) {
        requireKnown(given);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Axis axis : signature.axes()) {
            Integer size = given.get(axis.name());
            Optional<Integer> fixed = fixed(axis);
            if (fixed.isPresent() && size != null && !size.equals(fixed.get())) {
                throw error(contradiction(axis, fixed.get(), size));
            }
            Optional.ofNullable(size).or(() -> fixed).ifPresent(known -> sizes.put(axis.name(), known));
        }
        return sizes;
    }

    private String contradiction(Axis axis, int fixed, int given) {
        return signature.fixed().containsKey(axis.name())
                ? "it was compiled for " + axis + " = " + fixed + ", given " + given
                : "the constant " + axis + " is " + fixed + ", the size given for it " + given;
    }

    private void requireKnown(Map<String, Integer> given) {
        List<String> known = new ArrayList<>(given());
        signature.splits().forEach(split -> known.add(split.whole()));
        signature.axes().forEach(axis -> known.add(axis.name()));
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        signature.name() + " has no axis " + name + "; its axes are " + String.join(", ", given()));
            }
        }
    }

    private void complete(SplitAxis split, Map<String, Integer> given, Map<String, Integer> sizes) {
        List<Axis> open = split.parts().stream()
                .filter(part -> !sizes.containsKey(part.name()))
                .toList();
        Integer whole = given.get(split.whole());
        long known = product(split.parts().stream()
                .map(part -> sizes.getOrDefault(part.name(), 1))
                .toList());
        if (whole == null) {
            if (!open.isEmpty()) {
                String missing = given().contains(split.whole())
                        ? split.whole()
                        : open.get(0).name();
                throw error("expected a size for axis " + missing + ", given " + given);
            }
        } else if (open.isEmpty()) {
            if (whole != known) {
                throw error("the size of " + described(split) + " must be " + known + ", given " + whole);
            }
        } else if (open.size() > 1) {
            throw error("expected a size for axis " + open.get(0).name() + ", given " + given);
        } else {
            sizes.put(open.get(0).name(), quotient(split, whole, known));
        }
    }

    private void complete(SizedAxis sized, Map<String, Integer> given, Map<String, Integer> sizes) {
        int size;
        try {
            size = sized.of(sizes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(signature.name() + ": " + e.getMessage(), e);
        }
        Integer other = given.get(sized.axis().name());
        if (other != null && other != size) {
            throw error("the size of " + sized + " must be " + size + ", given " + other);
        }
        sizes.put(sized.axis().name(), size);
    }

    private int quotient(SplitAxis split, int whole, long known) {
        if (known == 0 || whole % known != 0) {
            throw error("the size of " + described(split) + " must be a multiple of " + known + ", given " + whole);
        }
        return (int) (whole / known);
    }

    /** What the constants of the program say that the size of {@code split} is a multiple of. */
    public long divisor(SplitAxis split) {
        return product(split.parts().stream().map(part -> fixed(part).orElse(1)).toList());
    }

    /** The product; where it is more than a long holds the largest long, of which no size but 0 is a multiple. */
    private static long product(List<Integer> sizes) {
        if (sizes.contains(0)) {
            return 0;
        }
        try {
            return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException overflow) {
            return Long.MAX_VALUE;
        }
    }

    private static String described(SplitAxis split) {
        return split.whole() + " = "
                + String.join("*", split.parts().stream().map(Axis::name).toList());
    }

    private IllegalArgumentException error(String sentence) {
        return new IllegalArgumentException(signature.name() + ": " + sentence);
    }

    /**
     * The dimensions of {@code tensor} as the program writes them: where the parts of a split axis stand together, it.
     */
    public List<Dimension> dimensions(Tensor tensor) {
        List<Dimension> dimensions = new ArrayList<>();
        List<Axis> layout = tensor.layout();
        int at = 0;
        while (at < layout.size()) {
            int from = at;
            Optional<SplitAxis> whole = splitOf(layout.get(at))
                    .filter(split -> layout.size() - from >= split.parts().size()
                            && layout.subList(from, from + split.parts().size()).equals(split.parts()));
            List<Axis> axes = whole.map(SplitAxis::parts).orElse(List.of(layout.get(at)));
            dimensions.add(new Dimension(
                    whole.map(SplitAxis::whole).orElse(layout.get(at).name()), axes));
            at += axes.size();
        }
        return dimensions;
    }

    /** One dimension of a tensor: its name in the program, and the axes of the graph that it goes over. */
    public record Dimension(String name, List<Axis> axes) {

        public Dimension {
            axes = List.copyOf(axes);
        }

        /**
         * Its length for {@code sizes} of all axes; 0 for an axis without a size.
         *
         * @throws IllegalArgumentException if it is more than an int holds
         */
        public int length(Map<String, Integer> sizes) {
            long length = product(axes.stream()
                    .map(axis -> sizes.getOrDefault(axis.name(), 0))
                    .toList());
            if (length > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("the size " + name + " is too large for " + sizes);
            }
            return (int) length;
        }
    }
}
