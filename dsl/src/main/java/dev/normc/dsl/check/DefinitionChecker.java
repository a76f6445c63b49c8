package dev.normc.dsl.check;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Findings;
import dev.normc.dsl.diagnostic.MeaningMessages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the heads of definitions: names of their own, and parameters that can be told apart. */
final class DefinitionChecker {

    private final Program program;
    private final Scope scope;
    private final Findings findings;
    private final Map<String, Name> names = new HashMap<>();

    DefinitionChecker(Program program, Scope scope, Findings findings) {
        this.program = program;
        this.scope = scope;
        this.findings = findings;
    }

    void checkHead(Definition definition) {
        Name name = definition.name();
        Name first = names.putIfAbsent(name.text(), name);
        Optional<Name> norm = program.nameOfNorm(name.text());
        if (CallChecker.isOfTheLanguage(name.text())) {
            findings.add(CallMessages.definitionOfFunction(name.span(), name.text()));
        } else if (first != null) {
            findings.add(CallMessages.definitionTaken(name.span(), name.text(), "definition", scope.line(first))
                    .withOther(first.span()));
        } else if (norm.isPresent()) {
            findings.add(CallMessages.definitionTaken(name.span(), name.text(), "norm", scope.line(norm.get()))
                    .withOther(norm.get().span()));
        }
        List<Name> parameters = new ArrayList<>(definition.axes());
        parameters.addAll(definition.parameters());
        Set<String> listed = new HashSet<>();
        for (Name parameter : parameters) {
            if (parameter.text().equals(Scope.TRAIN)) {
                findings.add(MeaningMessages.reservedName(parameter.span(), Scope.TRAIN));
            } else if (!listed.add(parameter.text())) {
                findings.add(CallMessages.parameterTwice(parameter.span(), parameter.text()));
            }
        }
    }
}
