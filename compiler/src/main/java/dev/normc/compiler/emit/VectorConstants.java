package dev.normc.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.normc.compiler.loop.KernelTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The species of a class with vectors: its constants, each written where something uses it. */
final class VectorConstants {

    static final String PACKAGE = "jdk.incubator.vector";

    private static final ClassName SPECIES_TYPE = ClassName.get(PACKAGE, "VectorSpecies");
    private static final String SPECIES = "SPECIES";
    private static final String INTS = "INTS";

    private final KernelTarget target;
    private final ScalarType scalar;
    private final Map<String, FieldSpec> used = new LinkedHashMap<>();

    VectorConstants(KernelTarget target, ScalarType scalar) {
        this.target = target;
        this.scalar = scalar;
    }

    /** The constants used so far, those first that others need. */
    List<FieldSpec> used() {
        return new ArrayList<>(used.values());
    }

    static ClassName vectors(String name) {
        return ClassName.get(PACKAGE, name);
    }

    /** The class of vectors. */
    ClassName vector() {
        return vectors(scalar == ScalarType.DOUBLE ? "DoubleVector" : "FloatVector");
    }

    /** The constant with the number of elements of a step. */
    String lanes() {
        species();
        return count("LANES", SPECIES);
    }

    /** The constant with the species of all vectors. */
    String species() {
        return vectors(SPECIES, scalar.javaType(), vector());
    }

    /** As many whole numbers as {@link #species} has numbers, which are floats. */
    String ints() {
        species();
        return constant(INTS, TypeName.INT, "$L.withLanes(int.class)", SPECIES);
    }

    /** Four vectors of numbers hold the 64 lanes of a sum at most, so none is longer than 512 bits. */
    private String vectors(String name, TypeName element, ClassName vector) {
        return target.bits().isPresent()
                ? constant(name, element, "$T.SPECIES_$L", vector, target.bits().getAsInt())
                : constant(
                        name,
                        element,
                        "$1T.SPECIES_PREFERRED.vectorBitSize() > 512 ? $1T.SPECIES_512 : $1T.SPECIES_PREFERRED",
                        vector);
    }

    private String constant(String name, TypeName element, String value, Object... arguments) {
        TypeName type = ParameterizedTypeName.get(SPECIES_TYPE, element.box());
        used.computeIfAbsent(
                name, key -> field(type, key).initializer(value, arguments).build());
        return name;
    }

    private String count(String name, String species) {
        used.computeIfAbsent(
                name,
                key -> field(TypeName.INT, key)
                        .initializer("$L.length()", species)
                        .build());
        return name;
    }

    private static FieldSpec.Builder field(TypeName type, String name) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    }
}
