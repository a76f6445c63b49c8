package dev.normc.examples;

import java.util.ArrayList;
import java.util.List;

/** The kernels that need the Vector API, found by name: importing them would tie normc to a JVM that has its module. */
final class VectorKernels {

    private static final String MODULE = "jdk.incubator.vector";

    private static final List<String> NORMS =
            List.of("LayerNorm", "RmsNorm", "AddRmsNorm", "BatchNorm", "PowerNorm", "DyT");

    private VectorKernels() {}

    /** New instances of all of them; none in a JVM that was started without the module. */
    static List<HandwrittenKernel> all() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return List.of();
        }
        List<HandwrittenKernel> kernels = new ArrayList<>();
        for (String norm : NORMS) {
            kernels.add(instance("dev.normc.examples.vector.Vector" + norm));
        }
        return kernels;
    }

    private static HandwrittenKernel instance(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(HandwrittenKernel.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the kernel " + name + " cannot be made", e);
        }
    }
}
