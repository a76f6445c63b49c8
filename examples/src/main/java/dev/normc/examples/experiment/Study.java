package dev.normc.examples.experiment;

import dev.normc.examples.bench.MarkdownTable;
import java.util.List;
import java.util.function.Predicate;
import org.knowm.xchart.internal.chartpart.Chart;

/** One of the experiments: which runs it has, and what their rows say of the paper's claims. */
interface Study {

    /** All runs, in the order in which they begin. */
    List<Job> jobs();

    /** Whose perplexities are compared; all are compared with the first. */
    List<Variant> variants();

    /** Tables beside that of the perplexities. */
    List<Table> tables(Results results);

    List<Claim> claims(Results results);

    List<Drawing> drawings(Results results);

    /** What is different here from the paper, a sentence each. */
    List<String> differences();

    /** Runs that differ in their seed alone. */
    record Variant(String label, Predicate<Subject> which) {

        /** All trainings with a norm. */
        static Variant ofNorm(String norm) {
            return new Variant(
                    norm,
                    subject -> subject.part().equals(TrainingJob.PART)
                            && subject.norm().equals(norm));
        }
    }

    /** A table with its heading and what its columns mean. */
    record Table(String heading, String legend, MarkdownTable table) {}

    /** A picture with the name of its file, without suffix, and what is to be seen. */
    record Drawing(String file, String caption, Chart<?, ?> chart) {}
}
