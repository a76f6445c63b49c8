package dev.normc.runtime.cases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A state that a case calls otherwise than the program, or counts in another unit: {@code inCase = factor * inProgram}.
 */
public record StateMapping(String inCase, double factor, String inProgram) {

    private static final Pattern WRITTEN = Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:([^*\\s]+)\\s*\\*\\s*)?(\\w+)\\s*");

    /**
     * Reads {@code nu=-2*psi2_adjoint} or {@code mean=running_mean}.
     *
     * @throws CaseException if it is written otherwise, or the factor is zero or not finite
     */
    public static StateMapping parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw unreadable(written);
        }
        String factor = matcher.group(2);
        return new StateMapping(matcher.group(1), factor == null ? 1 : factor(factor, written), matcher.group(3));
    }

    private static double factor(String factor, String written) {
        try {
            double value = Double.parseDouble(factor);
            if (value != 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw unreadable(written);
        }
        throw unreadable(written);
    }

    private static CaseException unreadable(String written) {
        return new CaseException("A state of the case is written NAME=STATE or NAME=FACTOR*STATE, such as"
                + " nu=-2*psi2_adjoint, with a factor that is not zero; given " + written + ".");
    }
}
