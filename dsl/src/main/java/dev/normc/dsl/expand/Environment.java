package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Definition;
import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the names of a piece of program stand for where it is put.
 *
 * @param values names that stand for an expression of the norm that is being expanded
 * @param axes names of axes that stand for axes of that norm, none or several of them
 * @param functions the definitions that the piece sees
 * @param foreign whether the piece is of another text than the norm that is being expanded
 * @param place where the piece is put, for one of another text
 * @param inside the definitions in whose bodies the piece stands, the outermost first
 * @param result what the result of the norm that the piece is of is called, if it is put in the place of a call
 */
record Environment(
        Map<String, Expression> values,
        Map<String, List<Name>> axes,
        Functions functions,
        boolean foreign,
        Optional<Span> place,
        List<Definition> inside,
        Optional<Name> result) {

    /** Of a text outside of its norms. */
    static Environment outside(Functions functions, boolean foreign) {
        return new Environment(Map.of(), Map.of(), functions, foreign, Optional.empty(), List.of(), Optional.empty());
    }

    /** The same with other values. */
    Environment with(Map<String, Expression> others) {
        return new Environment(others, axes, functions, foreign, place, inside, result);
    }

    /** Of the body of {@code function}, called at {@code call} from here. */
    Environment enter(
            Functions.Function function,
            Map<String, Expression> arguments,
            Map<String, List<Name>> axisArguments,
            Span call) {
        Environment closure = function.closure();
        Map<String, Expression> allValues = new HashMap<>(closure.values);
        Map<String, List<Name>> allAxes = new HashMap<>(closure.axes);
        for (String axis : axisArguments.keySet()) {
            allValues.remove(axis);
        }
        for (String parameter : arguments.keySet()) {
            allAxes.remove(parameter);
        }
        allValues.putAll(arguments);
        allAxes.putAll(axisArguments);
        List<Definition> nested = new ArrayList<>(inside);
        nested.add(function.definition());
        Optional<Span> where =
                closure.foreign ? closure.place.or(() -> Optional.of(place.orElse(call))) : Optional.empty();
        return new Environment(allValues, allAxes, closure.functions, closure.foreign, where, nested, result);
    }

    /** What is called {@code name} in the text of a norm: what belongs to a call begins with the name of its result. */
    Name within(Name name) {
        return result.map(outer -> new Name(outer.text() + "_" + name.text(), name.span()))
                .orElse(name);
    }

    /** Makes the names that a call from here has brought those of this piece, too: {@code h_gamma} for its h. */
    void bring(Map<String, Expression> ofCallee, Name resultOfCallee) {
        if (result.isEmpty()) {
            return; // they are what the norm itself calls them
        }
        String outer = result.get().text() + "_";
        for (Expression value : List.copyOf(ofCallee.values())) {
            if (value instanceof Expression.Reference reference
                    && reference.name().text().startsWith(resultOfCallee.text() + "_")) {
                values.put(reference.name().text().substring(outer.length()), reference);
            }
        }
    }

    /** The place in the source of the norm that is being expanded. */
    Span span(Span written) {
        return place.orElse(written);
    }

    Name name(Name written) {
        return place.isPresent() ? new Name(written.text(), place.get()) : written;
    }
}
