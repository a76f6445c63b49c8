package dev.normc.cli;

import dev.normc.cli.json.ListResult;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.library.Kind;
import dev.normc.dsl.library.Library;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the library. */
@Command(
        name = "list",
        description = {
            "Lists the norms of the library, one line each.",
            "With several options or words, those that fit all of them."
        },
        mixinStandardHelpOptions = true)
final class ListCommand extends Verb {

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "A word of the norm's name or documentation, in any case.")
    private List<String> words = List.of();

    @Option(names = "--per-sample", description = "With statistics of each sample alone.")
    private boolean perSample;

    @Option(names = "--batch", description = "With statistics over a batch.")
    private boolean batch;

    @Option(names = "--pointwise", description = "Without statistics.")
    private boolean pointwise;

    @Option(names = "--residual", description = "With a residual connection.")
    private boolean residual;

    @Option(names = "--state", description = "With states.")
    private boolean state;

    @Override
    Answer answer() {
        Set<Kind> wanted = wanted();
        List<ListResult.Entry> norms = Library.names().stream()
                .filter(name -> Library.kinds(name).containsAll(wanted))
                .filter(this::hasWords)
                .map(ListCommand::entry)
                .toList();
        Table table = new Table();
        norms.forEach(norm -> table.row(norm.name(), inputs(norm), Library.title(norm.name())));
        table.print(text(), "");
        if (norms.isEmpty()) {
            text().println("No norm of the library is all of this; `normc list` alone lists them all.");
        }
        return new Answer(ExitCode.OK, new ListResult(norms));
    }

    private Set<Kind> wanted() {
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        add(wanted, Kind.PER_SAMPLE, perSample);
        add(wanted, Kind.BATCH, batch);
        add(wanted, Kind.POINTWISE, pointwise);
        add(wanted, Kind.RESIDUAL, residual);
        add(wanted, Kind.STATE, state);
        return wanted;
    }

    private static void add(Set<Kind> kinds, Kind kind, boolean asked) {
        if (asked) {
            kinds.add(kind);
        }
    }

    private boolean hasWords(String name) {
        String text = (name + " " + Library.documentation(name)).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static ListResult.Entry entry(String name) {
        Norm norm = Program.open(name).norms().get(0);
        List<ListResult.Input> inputs = norm.inputs().stream()
                .map(input -> new ListResult.Input(
                        input.name().text(),
                        input.axes().stream().map(Name::text).toList()))
                .toList();
        List<String> kinds = Library.kinds(name).stream().map(Kind::toString).toList();
        return new ListResult.Entry(name, Library.documentation(name), kinds, inputs);
    }

    private static String inputs(ListResult.Entry norm) {
        return norm.inputs().stream().map(input -> input.name() + input.axes()).collect(Collectors.joining(", "));
    }
}
