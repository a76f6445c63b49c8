package dev.normc.examples.bench;

import dev.normc.compiler.graph.Sizes;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import dev.normc.runtime.Mode;
import dev.normc.runtime.Normc;
import dev.normc.runtime.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a benchmark measures.
 *
 * @param subjects the norms
 * @param omitted what is left out, each with the reason: shapes that a norm is not defined for, contenders that this
 *     JVM cannot run
 */
public record Plan(List<Subject> subjects, List<String> omitted) {

    /** The norms that are measured unless somebody asks for others. */
    public static final List<String> NORMS =
            List.of("LayerNorm", "RmsNorm", "BatchNorm", "PowerNorm", "DyT", "AddRmsNorm");

    /** In the caches of one core, in those that cores share, and in none; then two that are tiny and odd. */
    public static final List<Shape> SHAPES =
            List.of(Shape.of(64, 768), Shape.of(512, 1024), Shape.of(4096, 4096), Shape.of(3, 7), Shape.of(1, 257));

    /** For a look. */
    public static final List<Shape> QUICK_SHAPES = List.of(Shape.of(512, 1024));

    public Plan {
        subjects = List.copyOf(subjects);
        omitted = List.copyOf(omitted);
    }

    /**
     * A norm with all that it is measured at.
     *
     * @param program a path, {@code path#Name}, or a name of the library
     */
    record Subject(String program, CompiledNorm norm, List<Shape> shapes, List<Entrant> entrants) {

        Subject {
            shapes = List.copyOf(shapes);
            entrants = List.copyOf(entrants);
        }

        String name() {
            return norm.signature().name();
        }

        List<Cell> cells() {
            List<Cell> cells = new ArrayList<>();
            for (Shape shape : shapes) {
                for (Pass pass : Pass.values()) {
                    cells.add(new Cell(program, name(), pass, shape));
                }
            }
            return cells;
        }
    }

    /**
     * The plan for some norms.
     *
     * @param programs paths, {@code path#Name}, or names of the library
     * @param shapes sizes for all of them; where a norm is not defined for one, the plan says so and goes on without
     * @param allMustFit whether that is an error instead
     * @param labels who runs beside the generated kernels; all if empty
     * @throws dev.normc.dsl.source.SourceException if there is no such program
     * @throws dev.normc.dsl.diagnostic.InvalidNormException if a program has errors
     * @throws IllegalArgumentException if nothing is left to measure, or nobody has a label
     */
    public static Plan of(List<String> programs, List<Shape> shapes, boolean allMustFit, List<String> labels) {
        List<Subject> subjects = new ArrayList<>();
        List<String> omitted = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        Normc normc = new Normc(0);
        for (String program : programs) {
            CompiledNorm norm = normc.compile(program, Entrants.usual());
            List<Entrant> all = Entrants.of(program, norm.signature().name());
            all.forEach(entrant -> known.add(entrant.label()));
            List<Shape> fitting = fitting(norm, shapes, allMustFit, omitted);
            if (!fitting.isEmpty()) {
                subjects.add(new Subject(program, norm, fitting, chosen(all, labels)));
            }
        }
        for (String label : labels) {
            if (!known.contains(label)) {
                throw new IllegalArgumentException("There is no contender " + label + " for these norms; there are "
                        + String.join(", ", known) + ".");
            }
        }
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("Nothing is left to measure: " + String.join("; ", omitted) + ".");
        }
        if (Forks.vectorModule() && !Targets.hasVectors()) {
            omitted.add(
                    "contenders that need jdk.incubator.vector: this command's JVM was started without that module");
        }
        return new Plan(subjects, omitted);
    }

    /** Those of {@code shapes}, or of the usual ones for a norm of other than two axes. */
    private static List<Shape> fitting(
            CompiledNorm norm, List<Shape> shapes, boolean allMustFit, List<String> omitted) {
        boolean usual = shapes.equals(SHAPES) || shapes.equals(QUICK_SHAPES);
        boolean flat = Sizes.of(norm.signature()).given().size() == 2;
        List<Shape> fitting = new ArrayList<>();
        for (Shape shape : usual && !flat ? Shape.toTime(norm.signature()) : shapes) {
            try {
                norm.bind(shape.byAxis(norm.signature()), Mode.TRAINING);
                fitting.add(shape);
            } catch (IllegalArgumentException unfit) {
                if (allMustFit) {
                    throw unfit;
                }
                omitted.add(norm.signature().name() + " at " + shape + ": " + unfit.getMessage());
            }
        }
        return fitting;
    }

    /** The generated kernels are always there: all others are compared with them. */
    private static List<Entrant> chosen(List<Entrant> all, List<String> labels) {
        return all.stream()
                .filter(entrant -> labels.isEmpty()
                        || entrant.label().equals(Contender.GENERATED)
                        || labels.contains(entrant.label()))
                .toList();
    }

    /** Who takes part, each once, in the order of the tables. */
    List<Entrant.Profile> contenders() {
        List<Entrant.Profile> contenders = new ArrayList<>();
        for (Entrant.Kind kind : Entrant.Kind.values()) {
            subjects.stream()
                    .flatMap(subject -> subject.entrants().stream())
                    .map(Entrant::profile)
                    .filter(profile -> profile.kind() == kind)
                    .distinct()
                    .forEach(contenders::add);
        }
        return contenders;
    }
}
