package dev.normc.dsl.check;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Findings;
import java.util.List;

/** Checks programs and expands what they call: the front door of this package. */
public final class Checker {

    private Checker() {}

    /** Checks all norms of a program, and what stands between them. */
    public static Checked check(NormFile file) {
        Findings findings = new Findings();
        List<Norm> plain = new Program(file, findings).check();
        return new Checked(new NormFile(file.source(), file.definitions(), plain), findings.sorted());
    }
}
