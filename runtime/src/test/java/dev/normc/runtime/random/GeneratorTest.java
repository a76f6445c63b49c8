package dev.normc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.dsl.Dsl;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.dsl.source.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;

/** The generator writes programs of the language, and reaches all of it. */
class GeneratorTest {

    private static final int PROGRAMS = 3_000;

    /** Within so many programs every construct occurs. */
    private static final int ENOUGH = 500;

    @Test
    void everyProgramPassesTheChecker() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Source source =
                    new Source("random.norm", ProgramGenerator.program(seed).text());
            try {
                Dsl.read(source);
            } catch (InvalidNormException e) {
                throw new AssertionError("seed " + seed + "\n" + source.text() + "\n" + e.getMessage(), e);
            }
        }
    }

    @Test
    void everyConstructOccursSoon() {
        Set<String> wanted = new TreeSet<>();
        Stream.of(Numbers.ALL, Conditions.ALL)
                .flatMap(List::stream)
                .map(Construct::name)
                .forEach(wanted::add);
        Stream.of(Statements.DECLARATIONS, Statements.VALUES)
                .flatMap(List::stream)
                .map(Statements.Row::name)
                .forEach(wanted::add);
        wanted.remove("norm call");
        wanted.addAll(
                List.of(Statements.UPDATE, "input", "unnamed output", "named output", "value as output", "statistic"));
        wanted.addAll(List.of(
                "ordered output",
                "definition in the file",
                Blocks.GRADIENT,
                Blocks.LOCAL,
                Blocks.UPDATE,
                RandomProgram.PART_SIZE,
                Calls.OWN,
                Calls.LIBRARY,
                "norm in an expression",
                "warm-up"));
        Set<String> missing = new TreeSet<>(wanted);
        programs().forEach(program -> missing.removeAll(program.constructs()));
        assertEquals(Set.of(), missing, "in the first " + ENOUGH + " programs");
    }

    @Test
    void everyFormOfAProgramOccursSoon() {
        assertOccurs("a single axis", program -> program.axes().size() == 1);
        assertOccurs("four axes", program -> program.axes().size() == 4);
        assertOccurs("three inputs", program -> program.inputs().size() == 3);
        assertOccurs(
                "an input without axes",
                program ->
                        program.inputs().stream().anyMatch(input -> input.axes().isEmpty()));
        assertOccurs("an input in an order of its own", program -> {
            List<String> layout =
                    program.inputs().get(program.inputs().size() - 1).axes();
            List<String> sorted =
                    program.axes().stream().filter(layout::contains).toList();
            return program.inputs().size() > 1 && !layout.equals(sorted);
        });
        assertOccurs("a split axis", program -> !program.splits().isEmpty());
        assertOccurs(
                "three parts",
                program -> program.splits().stream()
                        .anyMatch(split -> split.parts().size() == 3));
        assertOccurs(
                "parts without a size",
                program -> !program.splits().isEmpty() && program.fixedSizes().isEmpty());
        assertOccurs("two norms to call", program -> program.callees().size() == 2);
        assertOccurs(
                "a norm to call with a block",
                program -> program.callees().stream()
                        .anyMatch(callee -> callee.constructs().contains(Blocks.BEGIN)));
        assertOccurs("an axis of a norm that is called", program -> calls(program, "\\w+\\[.*=.*"));
        assertOccurs("several axes for one of a norm that is called", program -> calls(program, "\\w+\\[.*\\*.*"));
        assertOccurs("a declaration passed by name", program -> calls(program, ".*\\(.* = .*"));
        assertOccurs("three outputs", program -> program.outputs().size() == 3);
        assertOccurs(
                "a state without axes",
                program -> program.body().stream()
                        .anyMatch(line ->
                                line.construct().equals("state") && line.axes().isEmpty()));
        assertOccurs(
                "a word of Java as a name",
                program -> program.body().stream().anyMatch(line -> SourceVersion.isKeyword(line.name())));
        assertOccurs(
                "a word of Java as an axis", program -> program.axes().stream().anyMatch(SourceVersion::isKeyword));
        assertOccurs(
                "nested reductions",
                program -> program.lines()
                        .flatMap(Line::terms)
                        .filter(term -> term.template().contains("#"))
                        .anyMatch(term -> term.operands().stream()
                                .flatMap(Term::all)
                                .anyMatch(inner -> inner.template().contains("#"))));
    }

    private static boolean calls(RandomProgram program, String form) {
        return program.lines()
                .flatMap(Line::terms)
                .anyMatch(term -> term.isNormCall() && term.template().matches(form));
    }

    private static void assertOccurs(String what, Predicate<RandomProgram> form) {
        assertTrue(programs().anyMatch(form), what + " in the first " + ENOUGH + " programs");
    }

    private static Stream<RandomProgram> programs() {
        return LongStream.range(0, ENOUGH).mapToObj(ProgramGenerator::program);
    }

    @Test
    void theSameSeedGivesTheSameProgram() {
        for (long seed = 0; seed < ENOUGH; seed++) {
            assertEquals(Subject.of(seed), Subject.of(seed));
        }
        long different = programs().map(RandomProgram::text).distinct().count();
        assertTrue(different > ENOUGH * 0.98, different + " different programs of " + ENOUGH);
    }
}
