package dev.normc.runtime.functions;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.dsl.source.Source;
import dev.normc.runtime.Arguments;
import dev.normc.runtime.BoundNorm;
import dev.normc.runtime.JavaCompiler;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import java.util.Map;
import java.util.Optional;

/** A function as a compiled norm computes it. */
final class Kernels {

    private Kernels() {}

    static float[] inFloat(String function, float[] x) {
        float[] y = new float[x.length];
        BoundNorm bound = bound(function, ScalarType.FLOAT, x.length);
        Arguments arguments = bound.newArguments().set(Role.INPUT, "x", x).set(Role.OUTPUT, "y", y);
        bound.forward(arguments, bound.newWorkspace());
        return y;
    }

    static double[] inDouble(String function, double[] x) {
        double[] y = new double[x.length];
        BoundNorm bound = bound(function, ScalarType.DOUBLE, x.length);
        Arguments arguments = bound.newArguments().set(Role.INPUT, "x", x).set(Role.OUTPUT, "y", y);
        bound.forward(arguments, bound.newWorkspace());
        return y;
    }

    private static BoundNorm bound(String function, ScalarType type, int length) {
        String program = "norm Function(x[N]) {\n return y = " + function + "(x)\n}\n";
        Source source = new Source("function.norm", program);
        return new Normc()
                .compile(source, Optional.empty(), Options.DEFAULT.withType(type), JavaCompiler.JANINO)
                .bind(Map.of("N", length), Mode.INFERENCE);
    }
}
