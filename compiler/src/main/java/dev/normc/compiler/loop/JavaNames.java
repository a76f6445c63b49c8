package dev.normc.compiler.loop;

import dev.normc.compiler.graph.Axis;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Identifiers of Java for names of a program, which may be any word. */
public final class JavaNames {

    /** Classes that emitted code refers to by their simple name: a variable or class of that name would hide them. */
    private static final Set<String> CLASSES = Set.of(
            "Arrays",
            "Double",
            "DoubleVector",
            "Float",
            "FloatVector",
            "Gradients",
            "IllegalArgumentException",
            "InferenceGradients",
            "InferenceOutputs",
            "InferenceWorkspace",
            "IntVector",
            "Integer",
            "Math",
            "Object",
            "Outputs",
            "Region",
            "State",
            "StrictMath",
            "String",
            "System",
            "VectorMask",
            "VectorOperators",
            "VectorShape",
            "VectorSpecies",
            "Workspace");

    /** The first lane that a pass of a sweep by vectors takes. */
    public static final String LANE = "lane";

    /** The constants of a class with vectors, and what its methods declare besides the kernel's own locals. */
    private static final Set<String> VECTOR_WORDS = Set.of("SPECIES", "LANES", "DOUBLES", "INTS", "DOUBLE_LANES", LANE);

    /** Words that may name a variable and no class (The Java Language Specification, 3.9). */
    private static final Set<String> NO_CLASSES = Set.of("permits", "record", "sealed", "var", "yield");

    /** The variable that holds sizes and memory. */
    public static final String WORKSPACE = "workspace";

    /** The variable that holds the arrays of a kernel that takes very many. */
    public static final String TENSORS = "tensors";

    private JavaNames() {}

    /** Whether {@code name} can be a variable of emitted code. */
    public static boolean isFree(String name) {
        return !SourceVersion.isKeyword(name) && !CLASSES.contains(name) && !VECTOR_WORDS.contains(name);
    }

    /** {@code name}, or a variation of it that can be a variable. */
    public static String variable(String name) {
        return isFree(name) ? name : name + "_";
    }

    /** The variable that holds the size of {@code axis}; a dollar sign is in no name of a program. */
    public static String size(Axis axis) {
        return size(axis.name());
    }

    /** The variable that holds the size called {@code axis} in the program, in methods that are given a workspace. */
    public static String size(String axis) {
        boolean parameter = axis.equals(WORKSPACE) || axis.equals(TENSORS);
        return isFree(axis) && !parameter ? axis : axis + "$";
    }

    /** The name of the class of a norm. */
    public static String className(String norm) {
        return isFree(norm) && !NO_CLASSES.contains(norm) ? norm : norm + "Norm";
    }
}
