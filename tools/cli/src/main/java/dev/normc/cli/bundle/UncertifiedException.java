package dev.normc.cli.bundle;

import dev.normc.runtime.Mode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A norm whose gradients do not hold against differences, so that there is nothing to certify. */
public final class UncertifiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncertifiedException(String norm, Mode mode, List<Checked.Row> rows) {
        super(sentence(norm, mode, rows));
    }

    private static String sentence(String norm, Mode mode, List<Checked.Row> rows) {
        String errors = rows.stream()
                .filter(row -> !row.holds())
                .map(row -> "d" + row.of().name() + " is off by " + Texts.number(row.error()))
                .collect(Collectors.joining(", "));
        return norm + " has no certificate, so no bundle is written: in "
                + mode.name().toLowerCase(Locale.ROOT) + " "
                + (errors.isEmpty()
                        ? "its results are not finite."
                        : errors + " of its largest element from central differences; normc gradcheck says where.");
    }
}
