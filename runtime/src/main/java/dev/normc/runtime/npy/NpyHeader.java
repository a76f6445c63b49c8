package dev.normc.runtime.npy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its array.
 *
 * @param type the type of the elements
 * @param order the order of an element's bytes
 * @param shape the sizes, outermost first; empty for a single number
 */
public record NpyHeader(NpyType type, ByteOrder order, List<Integer> shape) {

    static final String MAGIC = "\u0093NUMPY";

    private static final String DESCR = "descr";
    private static final String FORTRAN_ORDER = "fortran_order";
    private static final String SHAPE = "shape";

    /** Where the elements begin is a multiple of this, so that files can be mapped into memory. */
    private static final int ALIGNMENT = 64;

    /** NumPy leaves room for the outermost size to grow to so many digits. */
    private static final int DIGITS = 21;

    public NpyHeader {
        shape = List.copyOf(shape);
    }

    /** How many elements there are. */
    public int elements() {
        return shape.stream().reduce(1, (a, b) -> a * b);
    }

    /** The shape as Python writes it: {@code (4, 8)}, {@code (3,)}, {@code ()}. */
    public static String tuple(List<? extends Number> shape) {
        String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "(" + sizes + (shape.size() == 1 ? ",)" : ")");
    }

    /** The header as {@code np.save} writes it in version 1.0, with all that stands before the elements. */
    byte[] bytes() {
        String mark = order == ByteOrder.LITTLE_ENDIAN ? "<" : ">";
        String text =
                "{'descr': '" + mark + type.code() + "', 'fortran_order': False, 'shape': " + tuple(shape) + ", }";
        int room = shape.isEmpty() ? 0 : DIGITS - String.valueOf(shape.get(0)).length();
        int before = MAGIC.length() + 4;
        int least = before + text.length() + room + 1;
        int whole = (least + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int length = whole - before;
        String padded = text + " ".repeat(length - text.length() - 1) + "\n";
        String version = "\u0001\u0000" + (char) (length & 0xff) + (char) (length >> 8);
        return (MAGIC + version + padded).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads the text of a header.
     *
     * @param file what the array is called in messages
     * @throws NpyException if it is none, or of an array that is not read
     */
    static NpyHeader parse(String file, String text) {
        Map<String, Object> entries;
        try {
            entries = PythonLiteral.dictionary(text);
        } catch (PythonLiteral.Malformed malformed) {
            throw new NpyException(
                    file + " has a header that cannot be read: " + malformed.getMessage() + ".", malformed);
        }
        if (!entries.keySet().equals(Set.of(DESCR, FORTRAN_ORDER, SHAPE))) {
            String found = entries.isEmpty() ? "no entries" : "the entries " + String.join(", ", entries.keySet());
            throw new NpyException(file + " has a header with " + found + "; expected descr, fortran_order and shape.");
        }
        String descr = descr(file, entries.get(DESCR));
        String code = descr.replaceFirst("^[<>=|]", "");
        NpyType type = NpyType.coded(code).orElseThrow(() -> new NpyException(ForeignType.refusal(file, descr)));
        List<Integer> shape = shape(file, entries.get(SHAPE));
        requireRowMajor(file, entries.get(FORTRAN_ORDER), shape);
        return new NpyHeader(type, order(file, descr), shape);
    }

    private static String descr(String file, @Nullable Object descr) {
        if (descr instanceof String text) {
            return text;
        } else if (descr instanceof List<?>) {
            throw new NpyException(ForeignType.structured(file));
        }
        throw new NpyException(file + " has a header whose descr is no type: " + descr + ".");
    }

    private static ByteOrder order(String file, String descr) {
        return switch (descr.charAt(0)) {
            case '<' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '|' ->
                throw new NpyException(file + " has elements of the type '" + descr
                        + "', which does not say the order of their bytes; expected '<" + descr.substring(1) + "' or '>"
                        + descr.substring(1) + "'.");
            default -> ByteOrder.nativeOrder(); // = or nothing, as NumPy takes it
        };
    }

    private static List<Integer> shape(String file, @Nullable Object shape) {
        if (!(shape instanceof List<?> sizes)
                || !sizes.stream().allMatch(size -> size instanceof Long number && number >= 0)) {
            throw new NpyException(file + " has a header whose shape is no tuple of sizes: " + shape + ".");
        }
        List<Long> longs = sizes.stream().map(Long.class::cast).toList();
        long elements = 1;
        for (long size : longs) {
            elements = Math.min(elements, Integer.MAX_VALUE + 1L) * Math.min(size, Integer.MAX_VALUE + 1L);
        }
        boolean tooLong = longs.stream().anyMatch(size -> size > Integer.MAX_VALUE);
        if (tooLong || elements > Integer.MAX_VALUE) {
            throw new NpyException(file + " has the shape " + tuple(longs) + "; an array of Java has at most "
                    + Integer.MAX_VALUE + " elements.");
        }
        List<Integer> ints = new ArrayList<>();
        longs.forEach(size -> ints.add(size.intValue()));
        return ints;
    }

    /** In an array of which one size alone is not 1 both orders are the same. */
    private static void requireRowMajor(String file, @Nullable Object fortranOrder, List<Integer> shape) {
        if (!(fortranOrder instanceof Boolean columns)) {
            throw new NpyException(file + " has a header whose fortran_order is neither True nor False.");
        }
        boolean both =
                shape.contains(0) || shape.stream().filter(size -> size != 1).count() <= 1;
        if (columns && !both) {
            throw new NpyException(file + " is in Fortran order, column by column, and normc reads C order, row by row;"
                    + " save np.ascontiguousarray(x).");
        }
    }
}
