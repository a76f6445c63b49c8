package dev.normc.cli;

import dev.normc.dsl.ast.Norm;
import dev.normc.dsl.library.Library;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the library. */
@Command(name = "list", description = "Lists the norms of the library, one line each.", mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        Table table = new Table();
        for (String name : Library.names()) {
            Norm norm = Program.open(name).norms().get(0);
            table.row(name, inputs(norm), Library.documentation(name));
        }
        table.print(spec.commandLine().getOut(), "");
    }

    private static String inputs(Norm norm) {
        return norm.inputs().stream()
                .map(input -> input.name().text()
                        + input.axes().stream().map(axis -> axis.text()).collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", "));
    }
}
