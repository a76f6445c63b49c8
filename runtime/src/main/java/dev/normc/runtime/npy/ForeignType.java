package dev.normc.runtime.npy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The element types of NumPy that are not read: what they are called, and what to save in their place. */
enum ForeignType {
    BOOLEAN("b1", "bool", false, "np.ascontiguousarray(x, dtype=np.float32)"),
    SIGNED("i", "int", true, "np.ascontiguousarray(x, dtype=np.float32)"),
    UNSIGNED("u", "uint", true, "np.ascontiguousarray(x, dtype=np.float32)"),
    HALF("f2", "float16", false, "np.ascontiguousarray(x, dtype=np.float32)"),
    LONGER("f", "float", true, "np.ascontiguousarray(x, dtype=np.float64)"),
    COMPLEX("c", "complex", true, "np.ascontiguousarray(x.real, dtype=np.float32) and x.imag likewise"),
    OBJECT("O", "pickled Python objects", false, "np.ascontiguousarray(x, dtype=np.float32)"),
    RAW("V", "raw bytes, or a type of another library", false, "np.ascontiguousarray(x, dtype=np.float32)"),
    BYTES("S", "byte strings", false, ""),
    TEXT("U", "text", false, ""),
    DATE("M", "dates", false, ""),
    DURATION("m", "durations", false, "");

    private static final Pattern NUMBER = Pattern.compile("[a-z]([1-9]\\d?)");

    private final String prefix;
    private final String noun;
    private final boolean counted;
    private final String instead;

    /**
     * @param prefix what the code of the type begins with; the first row that fits is meant
     * @param counted whether the name has the number of bits behind the noun
     * @param instead what to save; empty where there is no number to be had
     */
    ForeignType(String prefix, String noun, boolean counted, String instead) {
        this.prefix = prefix;
        this.noun = noun;
        this.counted = counted;
        this.instead = instead;
    }

    /** What {@code file} holds, and what to do about it: {@code descr} is NumPy's word for the type. */
    static String refusal(String file, String descr) {
        String code = descr.replaceFirst("^[<>=|]", "");
        Optional<ForeignType> known = Arrays.stream(values())
                .filter(type -> code.startsWith(type.prefix))
                .findFirst();
        String held = known.map(type -> type.name(code) + " ('" + descr + "')")
                .orElse("elements of the type '" + descr + "'");
        return sentence(file, held, known.map(type -> type.instead).orElse(""));
    }

    /** What {@code file} holds if its elements have fields. */
    static String structured(String file) {
        return sentence(file, "a structured array", "np.ascontiguousarray(x['FIELD'], dtype=np.float32)");
    }

    private static String sentence(String file, String held, String instead) {
        return file + " holds " + held + ", and normc reads " + NpyType.all()
                + (instead.isEmpty() ? "." : "; save " + instead + ".");
    }

    /** {@code int64}, or {@code text}. */
    private String name(String code) {
        Matcher number = NUMBER.matcher(code);
        return counted && number.matches() ? noun + Byte.SIZE * Integer.parseInt(number.group(1)) : noun;
    }
}
