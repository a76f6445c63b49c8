package dev.normc.runtime.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tests properties on the programs of consecutive seeds, and makes the most of the first failures. */
final class Search {

    private static final int MOST_FAILURES = 3;

    /** How many smaller programs are tried for a failure. */
    private static final int TRIES = 3_000;

    private final Map<String, Integer> tested = new LinkedHashMap<>();
    private final StringBuilder report = new StringBuilder();
    private int failures;

    /** How many programs each property has been tested on. */
    Map<String, Integer> tested() {
        return tested;
    }

    /** What failed, reduced, with how to see it again; empty if nothing did. */
    String report() {
        return report.toString();
    }

    /** Tests the programs of the seeds from {@code first} on. */
    void run(List<Property> properties, long first, int count) {
        for (long seed = first; seed < first + count && failures < MOST_FAILURES; seed++) {
            test(properties, Subject.of(seed));
        }
    }

    private void test(List<Property> properties, Subject subject) {
        Trial trial = new Trial(subject);
        for (Property property : properties) {
            if (property.samples(subject.seed())) {
                tested.merge(property.name(), 1, Integer::sum);
                Optional<Failure> failure = property.failure(trial);
                failure.ifPresent(found -> report(property, subject, found));
                if (failure.isPresent()) {
                    return;
                }
            }
        }
    }

    private void report(Property property, Subject subject, Failure failure) {
        failures++;
        Subject smallest = Shrinker.shrink(subject, other -> failsAlike(property, other, failure), TRIES);
        String detail = property.failure(smallest).orElse(failure).detail();
        report.append("\nThis does not hold: ")
                .append(property.name())
                .append("\n")
                .append(failure.kind())
                .append("\n\nThe smallest program found:\n\n")
                .append(smallest)
                .append("\n")
                .append(detail)
                .append("\n\nThe program of the generator:\n\n")
                .append(subject)
                .append("\n\nTo see it again: -Dtest=RandomProgramsTest -Dnormc.random.count=1 -Dnormc.random.seed=")
                .append(subject.seed())
                .append("\n");
    }

    private static boolean failsAlike(Property property, Subject subject, Failure failure) {
        return property.failure(subject)
                .filter(found -> found.kind().equals(failure.kind()))
                .isPresent();
    }
}
