package dev.normc.compiler.schedule;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Hands out identifiers that are unique in a kernel and legal in Java. */
final class Names {

    private final Set<String> taken = new HashSet<>();

    String unique(String wanted) {
        String name = wanted;
        for (int number = 2; SourceVersion.isKeyword(name) || !taken.add(name); number++) {
            name = SourceVersion.isKeyword(wanted) && number == 2 ? wanted + "_" : wanted + number;
        }
        return name;
    }
}
