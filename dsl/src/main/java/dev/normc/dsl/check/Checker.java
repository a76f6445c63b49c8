package dev.normc.dsl.check;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.ast.NormFile;
import dev.normc.dsl.diagnostic.Findings;
import java.util.List;
import java.util.stream.Collectors;

/** Checks programs and expands what they call: the front door of this package. */
public final class Checker {

    private Checker() {}

    /** Checks all norms of a program, and what stands between them. */
    public static Checked check(NormFile file) {
        Findings findings = new Findings();
        Program program = new Program(file, findings);
        List<Norm> plain = program.check();
        List<Norm> sound = program.sound();
        return new Checked(
                new NormFile(file.source(), file.definitions(), plain),
                findings.sorted(),
                sound.stream().map(norm -> norm.name().text()).collect(Collectors.toSet()),
                new UnusedNames(file).of(sound),
                program.foreignCalls(),
                program.typed());
    }
}
