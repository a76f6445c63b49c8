package dev.normc.examples.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The rows of all runs of an experiment, and questions about them. */
final class Results {

    private final Map<Job, List<Row>> rows;

    Results(Map<Job, List<Row>> rows) {
        this.rows = rows;
    }

    Map<Job, List<Row>> rows() {
        return rows;
    }

    /** A quantity from step to step. */
    @SuppressWarnings("ArrayRecordComponent") // written once, then read
    record Course(double[] steps, double[] values) {}

    /**
     * A quantity of each run that {@code which} takes, the last value of a run.
     *
     * @param layer empty for a quantity of the whole model
     * @throws IllegalArgumentException if no run has it
     */
    Sample sample(Predicate<Subject> which, String layer, String quantity) {
        List<Double> values = new ArrayList<>();
        rows.forEach((job, found) -> {
            if (which.test(job.subject())) {
                values.add(last(found, layer, quantity));
            }
        });
        return new Sample(values);
    }

    /** As {@link #sample}, the mean over all layers that have the quantity. */
    Sample layerMean(Predicate<Subject> which, String quantity) {
        return overLayers(which, quantity, false);
    }

    /** As {@link #sample}, the largest of all layers. */
    Sample layerMaximum(Predicate<Subject> which, String quantity) {
        return overLayers(which, quantity, true);
    }

    private Sample overLayers(Predicate<Subject> which, String quantity, boolean largest) {
        List<Double> values = new ArrayList<>();
        rows.forEach((job, found) -> {
            if (which.test(job.subject())) {
                var numbers = found.stream()
                        .filter(row -> row.quantity().equals(quantity))
                        .mapToDouble(Row::value);
                values.add((largest ? numbers.max() : numbers.average()).orElse(Double.NaN));
            }
        });
        return new Sample(values);
    }

    /** The last value of a quantity in a run; NaN if it has none. */
    static double last(List<Row> rows, String layer, String quantity) {
        double last = Double.NaN;
        for (Row row : rows) {
            if (row.quantity().equals(quantity) && row.layer().equals(layer)) {
                last = row.value();
            }
        }
        return last;
    }

    /** The layers that have a quantity in a run, in the order of their rows. */
    static List<String> layers(List<Row> rows, String quantity) {
        return rows.stream()
                .filter(row -> row.quantity().equals(quantity))
                .map(Row::layer)
                .distinct()
                .toList();
    }

    /** The rows of the first run, that of the smallest seed; none if there is none. */
    List<Row> first(Predicate<Subject> which) {
        return rows.entrySet().stream()
                .filter(entry -> which.test(entry.getKey().subject()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    /** The mean over the runs of a quantity at each step where all of them have a number. */
    Course course(Predicate<Subject> which, String layer, String quantity) {
        Map<Integer, List<Double>> byStep = new TreeMap<>();
        int runs = 0;
        for (Map.Entry<Job, List<Row>> entry : rows.entrySet()) {
            if (!which.test(entry.getKey().subject())) {
                continue;
            }
            runs++;
            for (Row row : entry.getValue()) {
                if (row.quantity().equals(quantity) && row.layer().equals(layer)) {
                    byStep.computeIfAbsent(row.step(), step -> new ArrayList<>())
                            .add(row.value());
                }
            }
        }
        int all = runs;
        byStep.values().removeIf(values -> values.size() < all);
        return new Course(
                byStep.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                byStep.values().stream()
                        .mapToDouble(values -> new Sample(values).mean())
                        .toArray());
    }
}
