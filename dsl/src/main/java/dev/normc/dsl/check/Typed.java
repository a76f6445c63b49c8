package dev.normc.dsl.check;

import dev.normc.dsl.ast.Name;
import java.util.List;

/**
 * What the check knows of a name that a norm defines, be it written there or brought by a call.
 *
 * @param norm the name of the norm
 * @param name the name where it is defined; one that a call brings has the place of the call
 * @param noun what it stands for, as a sentence says it: {@code a parameter}
 * @param axes the axes that it varies over, in the order of the program
 * @param condition whether it is a condition and no number
 */
public record Typed(String norm, Name name, String noun, List<String> axes, boolean condition) {

    public Typed {
        axes = List.copyOf(axes);
    }
}
