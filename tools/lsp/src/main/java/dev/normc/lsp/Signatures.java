package dev.normc.lsp;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.check.Vocabulary.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;

/** What the call takes that the cursor is in. */
final class Signatures {

    private final Analysis analysis;
    private final Descriptions descriptions;
    private final Client client;

    Signatures(Analysis analysis, Descriptions descriptions, Client client) {
        this.analysis = analysis;
        this.descriptions = descriptions;
        this.client = client;
    }

    /** The signature, with the argument that {@code offset} is in; nothing outside of calls. */
    Optional<SignatureHelp> at(int offset) {
        Cursor cursor = Cursor.at(analysis.text(), offset);
        if (cursor.inComment() || !cursor.isIn('(')) {
            return Optional.empty();
        }
        Optional<NormNames> norm = analysis.normAt(offset);
        Optional<Symbol> callee = cursor.isBehindAxes()
                ? analysis.scopes().calleeWithAxes(cursor.callee(), norm)
                : analysis.scopes().callee(cursor.callee(), norm);
        return callee.map(symbol -> signature(symbol, cursor.argument()));
    }

    private SignatureHelp signature(Symbol symbol, int argument) {
        Optional<Entry> entry = Operators.find(symbol.kind(), symbol.name());
        List<String> parameters = parameters(symbol, entry);
        SignatureInformation signature =
                new SignatureInformation(entry.map(Entry::usage).orElseGet(() -> label(symbol, parameters)));
        Markup documentation = client.markup();
        entry.ifPresent(found -> documentation.sentence(found.meaning() + "."));
        documentation.documentation(descriptions.documentation(analysis, symbol));
        if (!documentation.isEmpty()) {
            signature.setDocumentation(documentation.content());
        }
        signature.setParameters(
                parameters.stream().map(ParameterInformation::new).toList());
        int active = Math.min(argument, Math.max(0, parameters.size() - 1));
        return new SignatureHelp(List.of(signature), 0, active);
    }

    private static String label(Symbol symbol, List<String> parameters) {
        return symbol.name() + "(" + String.join(", ", parameters) + ")";
    }

    private List<String> parameters(Symbol symbol, Optional<Entry> entry) {
        if (entry.isPresent()) {
            String usage = entry.get().usage();
            return Stream.of(usage.substring(usage.indexOf('(') + 1, usage.indexOf(')'))
                            .split(", ", -1))
                    .toList();
        }
        Optional<Definition> definition = analysis.scopes().definition(symbol);
        if (definition.isPresent()) {
            return definition.get().parameters().stream()
                    .map(name -> name.text())
                    .toList();
        }
        return analysis.scopes().norm(symbol.name()).stream()
                .flatMap(names -> names.norm().inputs().stream())
                .map(input -> input.name().text()
                        + input.axes().stream()
                                .map(axis -> axis.text())
                                .collect(Collectors.joining(", ", "[", "]"))
                                .replace("[]", ""))
                .toList();
    }
}
