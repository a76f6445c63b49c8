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
import java.util.Set;

/** Checks the heads of definitions: names of their own, and parameters that can be told apart. */
final class DefinitionChecker {

    private final Scope scope;
    private final Findings findings;
    private final Map<String, Name> names = new HashMap<>();

    DefinitionChecker(Scope scope, Findings findings) {
        this.scope = scope;
        this.findings = findings;
    }

    void checkHead(Definition definition) {
        Name name = definition.name();
        Name first = names.putIfAbsent(name.text(), name);
        if (CallChecker.isOfTheLanguage(name.text())) {
            findings.add(CallMessages.definitionOfFunction(name.span(), name.text()));
        } else if (first != null) {
            findings.add(CallMessages.definitionTaken(name.span(), name.text(), scope.line(first)));
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
