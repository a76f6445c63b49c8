package dev.normc.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shrinker finds small programs for properties that are wrong on purpose. */
class ShrinkerTest {

    /** Wrong: many programs take an exponential of something. */
    private static final Property NO_EXPONENTIAL =
            new Property("no program has an exponential", 1, trial -> fails(trial, "exp"));

    /** Wrong: some programs have a mean of what a mask lets through. */
    private static final Property NO_MASKED_MEAN =
            new Property("no program has a masked mean", 1, trial -> fails(trial, "mean where"));

    /** Of what the norm itself does; whether it is a program at all is part of every property. */
    private static Optional<Failure> fails(Trial trial, String construct) {
        trial.norm();
        RandomProgram program = trial.subject().program();
        boolean found = Stream.concat(program.body().stream(), program.outputs().stream())
                .filter(line -> !line.template().startsWith("def "))
                .flatMap(Line::terms)
                .anyMatch(term -> term.construct().equals(construct));
        return found ? Optional.of(new Failure("found", construct)) : Optional.empty();
    }

    @Test
    void whatIsNotPartOfTheFaultGoes() {
        for (Subject smallest : shrunk(NO_EXPONENTIAL)) {
            assertTrue(text(smallest).matches("norm R\\(\\w+\\) \\{ return exp\\([^()]*\\) }"), smallest::toString);
            assertTrue(smallest.sizes().values().stream().allMatch(size -> size <= 1), smallest::toString);
        }
    }

    @Test
    void whatIsPartOfTheFaultStays() {
        for (Subject smallest : shrunk(NO_MASKED_MEAN)) {
            String text = text(smallest);
            assertTrue(text.contains("mean[") && text.contains(" where "), smallest::toString);
            assertTrue(text.length() < 70, smallest::toString);
        }
    }

    @Test
    void aFaultThatDependsOnASizeKeepsIt() {
        Subject subject = Subject.of(7).withSizes(sizes(Subject.of(7).program(), 6));
        Property broken = new Property(
                "no size is above three",
                1,
                trial -> trial.subject().sizes().values().stream().anyMatch(size -> size > 3)
                        ? Optional.of(new Failure("large", ""))
                        : Optional.empty());
        Subject smallest = shrunk(broken, subject);
        assertEquals(List.of(4), List.copyOf(smallest.sizes().values()), smallest::toString);
    }

    @Test
    void theReportSaysHowToSeeItAgain() {
        Search search = new Search();
        search.run(List.of(NO_EXPONENTIAL), 1, 60);
        String report = search.report();
        assertTrue(report.contains("no program has an exponential"), report);
        assertTrue(report.contains("return exp("), report);
        assertTrue(report.contains("-Dnormc.random.count=1 -Dnormc.random.seed="), report);
        long seed = Long.parseLong(report.substring(report.lastIndexOf('=') + 1).strip());
        assertTrue(NO_EXPONENTIAL.failure(Subject.of(seed)).isPresent(), report);
    }

    /** The programs of the first seeds that fail, shrunk. */
    private static List<Subject> shrunk(Property property) {
        List<Subject> failing = LongStream.range(1, 600)
                .mapToObj(Subject::of)
                .filter(subject -> property.failure(subject).isPresent())
                .limit(4)
                .toList();
        assertEquals(4, failing.size(), "programs that fail");
        return failing.stream().map(subject -> shrunk(property, subject)).toList();
    }

    private static Subject shrunk(Property property, Subject subject) {
        return Shrinker.shrink(
                subject,
                other -> property.failure(other)
                        .filter(failure ->
                                failure.equals(property.failure(subject).orElseThrow()))
                        .isPresent(),
                3_000);
    }

    private static Map<String, Integer> sizes(RandomProgram program, int size) {
        return program.axes().stream().collect(Collectors.toMap(axis -> axis, axis -> size));
    }

    private static String text(Subject subject) {
        return subject.program().text().replaceAll("\\s+", " ").strip();
    }
}
