package dev.normc.cli;

import dev.normc.cli.json.ListResult;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.library.Library;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the library. */
@Command(name = "list", description = "Lists the norms of the library, one line each.", mixinStandardHelpOptions = true)
final class ListCommand extends Verb {

    @Override
    Answer answer() {
        List<ListResult.Entry> norms =
                Library.names().stream().map(ListCommand::entry).toList();
        Table table = new Table();
        norms.forEach(norm -> table.row(norm.name(), inputs(norm), norm.documentation()));
        table.print(text(), "");
        return new Answer(ExitCode.OK, new ListResult(norms));
    }

    private static ListResult.Entry entry(String name) {
        Norm norm = Program.open(name).norms().get(0);
        List<ListResult.Input> inputs = norm.inputs().stream()
                .map(input -> new ListResult.Input(
                        input.name().text(),
                        input.axes().stream().map(Name::text).toList()))
                .toList();
        return new ListResult.Entry(name, Library.documentation(name), inputs);
    }

    private static String inputs(ListResult.Entry norm) {
        return norm.inputs().stream().map(input -> input.name() + input.axes()).collect(Collectors.joining(", "));
    }
}
