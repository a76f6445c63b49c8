package dev.normc.runtime.random;

import java.util.List;

/**
 * A definition of a random program.
 *
 * @param name what it is called by
 * @param axes the axes that it takes
 * @param values the values that it takes, in their order
 * @param body what it stands for
 */
record Definition(String name, List<String> axes, List<Draft.Known> values, Term body) {

    Definition {
        axes = List.copyOf(axes);
        values = List.copyOf(values);
    }

    Kind kind() {
        return body.kind();
    }
}
